#!/usr/bin/env perl
# Remakes data/radicals.tsv from the Unicode Character Database that perl carries:
#   perl tools/radicals.pl > data/radicals.tsv
use v5.30;
use open qw(:std :encoding(UTF-8));
use Unicode::UCD qw(prop_invmap);

say "# Source: Unicode Character Database " . Unicode::UCD::UnicodeVersion()
    . ", EquivalentUnifiedIdeograph.txt; Unicode License v3. Radical, its ideograph.";
my ($starts, $values, $format, $default) = prop_invmap("EqUIdeo");
for my $i (0 .. $#$starts - 1) {
    next if $values->[$i] eq $default;
    say join "\t", chr $_, chr $values->[$i] for $starts->[$i] .. $starts->[$i + 1] - 1;
}
