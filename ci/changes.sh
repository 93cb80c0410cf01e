#!/usr/bin/env bash
# What changed in the rosters of $NOTICES since the revision $BASE, as Markdown.
# Nothing is printed without a base. Fails only where a notice cannot be compared.
set -euo pipefail
base=${BASE:-}
[ -n "$base" ] || exit 0
old=$(mktemp -d)
trap 'rm -rf "$old"' EXIT
git diff --name-only --diff-filter=M --relative -z "$base" -- "${NOTICES:-notices}" > "$old/.changed"
failed=0
while IFS= read -r -d '' file; do
  case $file in *.lock.toml | *.accept.toml) continue ;; esac
  # Formats are told by content, but a report names the file: it keeps its name.
  before="$old/$(basename "$file")"
  git show "$base:./$file" > "$before"
  printf '### %s\n\n' "$file"
  status=0
  mingdan diff --lang "${MINGDAN_LANG:-en}" --format markdown "$before" "$file" || status=$?
  [ "$status" -le 1 ] || failed=1
  printf '\n'
done < "$old/.changed"
exit "$failed"
