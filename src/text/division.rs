//! The characters that names of divisions end in, level by level.

/// 江苏省, 苏州市, 昌平区, 利民县, 延边州, 锡林郭勒盟, 科尔沁旗: from the province down to the county.
pub const DIVISION: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// What a county may be called: 永泰县, 盐都区, 靖江市, 达拉特旗.
pub const COUNTY: [char; 4] = ['县', '区', '市', '旗'];

/// Those from the province down to the township.
pub const TO_TOWNSHIP: [char; 9] = ['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡'];

/// Those from the province down to the village.
pub const TO_VILLAGE: [char; 10] = ['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '村'];
