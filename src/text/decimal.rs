//! Decimal numbers as they are printed, added without floating point.

/// A decimal number, exactly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal {
    pub(crate) units: i128,
    pub(crate) places: u32,
}

impl Decimal {
    pub(crate) const ZERO: Self = Self { units: 0, places: 0 };

    /// Reads `１,234.50`; none for anything that is not just a number.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (mut units, mut places, mut point, mut digits) = (0i128, 0u32, false, false);
        let text = text.trim();
        let (text, negative) = text.strip_prefix(['-', '−']).map_or((text, false), |t| (t, true));
        for c in text.chars() {
            let digit = match c {
                '0'..='9' => c as u32 - '0' as u32,
                '０'..='９' => c as u32 - '０' as u32,
                '.' | '．' if !point => {
                    point = true;
                    continue;
                }
                ',' | '，' if !point => continue,
                _ => return None,
            };
            digits = true;
            units = units.checked_mul(10)?.checked_add(i128::from(digit))?;
            places += u32::from(point);
        }
        digits.then_some(Self { units: if negative { -units } else { units }, places })
    }

    /// The same number with at least so many decimal places.
    pub(crate) fn with(self, places: u32) -> Option<Self> {
        let more = places.saturating_sub(self.places);
        let units = self.units.checked_mul(10i128.checked_pow(more)?)?;
        Some(Self { units, places: self.places + more })
    }

    /// The same number times ten to a power: 0.2亿 in 万.
    pub(crate) fn shifted(self, power: i32) -> Option<Self> {
        let up = u32::try_from(power).unwrap_or(0);
        let units = self.units.checked_mul(10i128.checked_pow(up.saturating_sub(self.places))?)?;
        let places = self.places.saturating_sub(up) + u32::try_from(-power).unwrap_or(0);
        Some(Self { units, places })
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let units = self.with(places)?.units.checked_add(other.with(places)?.units)?;
        Some(Self { units, places })
    }

    /// Whether it is `printed` before rounding to as many places as that has.
    pub(crate) fn rounds_to(self, printed: Self) -> bool {
        let (Some(own), Some(other)) = (self.with(printed.places), printed.with(self.places))
        else {
            return false;
        };
        let half = 10i128.checked_pow(own.places - printed.places).map_or(0, |unit| unit / 2);
        own.places > printed.places && (own.units - other.units).abs() <= half
    }

    /// Whether it is `printed`, or rounds to it and is what a sheet worked out, which keeps thirds and shows them rounded:
    /// 99.9999999999999 and 100, 66.6666666667 and 66.7. No notice prints so many places.
    pub(crate) fn agrees(self, printed: Self) -> bool {
        const PRINTED_MOST: u32 = 8;
        self == printed || (self.places > PRINTED_MOST && self.rounds_to(printed))
    }

    /// Whether it is as great as another.
    pub(crate) fn reaches(self, other: Self) -> bool {
        let places = self.places.max(other.places);
        self.with(places)
            .zip(other.with(places))
            .is_some_and(|(own, other)| own.units >= other.units)
    }

    /// The number, if it is a whole one.
    pub(crate) fn whole(self) -> Option<u64> {
        let unit = 10i128.checked_pow(self.places)?;
        (self.units % unit == 0).then(|| u64::try_from(self.units / unit).ok())?
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        match (self.with(other.places), other.with(self.places)) {
            (Some(a), Some(b)) => a.units == b.units,
            _ => false,
        }
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (mut units, mut places) = (self.units, self.places);
        while places > 0 && units % 10 == 0 {
            (units, places) = (units / 10, places - 1);
        }
        let sign = if units < 0 { "-" } else { "" };
        let digits = format!("{:0>1$}", units.unsigned_abs(), places as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        let point = if places > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn decimals_are_exact() {
        let read = |text| Decimal::read(text).unwrap();
        assert_eq!(read("0.1").plus(read("0.2")).unwrap(), read("0.30"));
        assert_eq!(read("10.5").plus(read("4.50")).unwrap().to_string(), "15");
        assert_eq!(read("１,234．05").to_string(), "1234.05");
        assert_eq!(read("-0.5").plus(read("0.45")).unwrap().to_string(), "-0.05");
        assert_eq!(read("0.2").shifted(4), Some(read("2000")));
        assert_eq!(read("12.345").shifted(1), Some(read("123.45")));
        assert_eq!(read("1000").shifted(-4), Some(read("0.1")));
        assert!(read("54.1015").rounds_to(read("54.10")));
        assert!(!read("54.1015").rounds_to(read("54.11")));
        assert!(!read("54").rounds_to(read("54.1")));
        assert!(read("99.9999999999999").agrees(read("100.0")));
        assert!(read("66.6666666667").agrees(read("66.7")));
        assert!(!read("66.6666666667").agrees(read("66.6")));
        assert!(!read("99.9").agrees(read("100")) && !read("99.999").agrees(read("100.0")));
        assert_eq!((read("68.00").whole(), read("68.5").whole()), (Some(68), None));
        for none in ["", "-", "12个", "1.2.3", "."] {
            assert!(Decimal::read(none).is_none(), "{none}");
        }
    }
}
