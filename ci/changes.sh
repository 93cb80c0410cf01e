#!/usr/bin/env bash
# What changed in the rosters of $NOTICES since the revision $BASE, as Markdown.
# Nothing is printed without a base. Fails only where a notice cannot be compared.
set -euo pipefail
base=${BASE:-}
[ -n "$base" ] || exit 0
old=$(mktemp -d)
trap 'rm -rf "$old"' EXIT
case ${MINGDAN_LANG:-en} in
  zh*) renamed='原名' added='新增' deleted='已删除' ;;
  *) renamed='was' added='added' deleted='deleted' ;;
esac
git diff --name-status --find-renames --diff-filter=ADMR --relative -z "$base" -- "${NOTICES:-notices}" > "$old/.changed"
failed=0
while IFS= read -r -d '' status; do
  IFS= read -r -d '' file
  from=$file
  case $status in R*) IFS= read -r -d '' file ;; esac
  case $file in *.lock.toml | *.accept.toml) continue ;; esac
  case $status in
    A) printf '### %s (%s)\n\n' "$file" "$added"; continue ;;
    D) printf '### %s (%s)\n\n' "$file" "$deleted"; continue ;;
    R*) printf '### %s (%s %s)\n\n' "$file" "$renamed" "$from" ;;
    *) printf '### %s\n\n' "$file" ;;
  esac
  # A report names the file: it keeps its name, below the revision.
  before="$old/$from"
  mkdir -p "$(dirname "$before")"
  git show "$base:./$from" > "$before"
  exit=0
  changes=$(mingdan diff --lang "${MINGDAN_LANG:-en}" --format markdown "$before" "$file") || exit=$?
  [ "$exit" -le 1 ] || failed=1
  printf '%s\n\n' "${changes//"$old/"/"$base:"}"
done < "$old/.changed"
exit "$failed"
