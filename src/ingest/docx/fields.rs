//! Fields that are open: what they are made from, and what of it is printed.

use crate::ingest::fields::{self, Printed};
use crate::ingest::xml::Tag;

/// Most fields inside each other that are followed.
const MOST: usize = 64;

#[derive(Default)]
struct Field {
    instruction: String,
    /// What stands in it from here on is its result.
    reached: bool,
    /// It has a result.
    filled: bool,
    /// Choices of a list, which of them is chosen, and whether a box is ticked.
    choices: Vec<String>,
    chosen: usize,
    ticked: bool,
}

#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many deeper ones are open.
    beyond: usize,
}

impl Fields {
    /// A mark of a field; tells what the field that ends here prints besides its result.
    pub(super) fn turn(&mut self, mark: &str) -> Printed {
        match mark {
            "begin" if self.open.len() >= MOST => self.beyond += 1,
            "begin" => self.open.push(Field::default()),
            "separate" => self.open.iter_mut().last().into_iter().for_each(|f| f.reached = true),
            "end" if self.beyond > 0 => self.beyond -= 1,
            "end" => return self.open.pop().map_or(Printed::Nothing, Field::printed),
            _ => {}
        }
        Printed::Nothing
    }

    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.reached) {
            field.instruction.push_str(text);
        }
    }

    /// Text is pushed: the result of each field whose result is reached.
    pub(super) fn fill(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|field| field.reached) {
            field.filled = true;
        }
    }

    /// Takes in what a form says of the field.
    pub(super) fn form(&mut self, tag: &Tag<'_>) {
        let Some(field) = self.open.last_mut() else { return };
        match tag.name() {
            "listEntry" => field.choices.extend(tag.get("val")),
            "result" | "default" => {
                field.chosen = tag.number("val").map_or(0, |at| at as usize);
                field.ticked = tag.is_on();
            }
            "checked" => field.ticked = tag.is_on(),
            _ => {}
        }
    }
}

impl Field {
    fn printed(self) -> Printed {
        if self.filled {
            return Printed::Nothing;
        }
        match self.instruction.trim() {
            "FORMDROPDOWN" => {
                let choice = self.choices.into_iter().nth(self.chosen);
                choice.map_or(Printed::Nothing, Printed::Text)
            }
            "FORMCHECKBOX" => Printed::Text(if self.ticked { "☑" } else { "□" }.to_owned()),
            instruction => fields::printed(instruction),
        }
    }
}
