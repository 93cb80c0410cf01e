//! What every stage reads with: numerals, dates, widths, folding.
