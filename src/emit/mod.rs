//! [`Checked`](crate::check::Checked) → dataset: tables and files, as bytes.
