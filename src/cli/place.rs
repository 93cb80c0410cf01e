//! `mingdan place`: region strings in, one answer a line out.

use std::io::{self, BufRead, BufReader, Read, Write};

use super::Exit;
use super::messages as say;
use super::voice::Voice;
use crate::gazetteer::Gazetteer;
use crate::model::Date;
use crate::normalize::place::Resolver;
use crate::normalize::place::answer::Answer;

/// Resolve region strings, one answer per line
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Texts to resolve, or `-` for one text per line of the standard input
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,
    /// Names and codes of this date: YYYY-MM-DD, YYYY-MM or YYYY; without it all history counts
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Also tell how each answer came about
    #[arg(long)]
    explain: bool,
    /// Form of the answers
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

/// Form of the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    // One JSON object per line.
    Jsonl,
    // A table; what `--explain` tells has no place in it.
    Csv,
}

/// Runs the command. It ends clean where every text got its answer, known or not. A reader that
/// goes away is no error.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    if args.explain && args.format == Format::Csv {
        voice.fail(None, &voice.say(&say::EXPLAIN_AS_CSV, &[]), None);
        return Exit::Failed;
    }
    let input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let output = io::stdout().lock();
    match write(args, input, io::BufWriter::with_capacity(1 << 16, output)) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(error) => {
            voice.fail(None, &error.to_string(), None);
            Exit::Failed
        }
    }
}

fn write(args: &Args, mut input: BufReader<impl Read>, output: impl Write) -> io::Result<()> {
    let mut answers = Answers {
        resolver: Resolver::new(Gazetteer::embedded()),
        args,
        output: match args.format {
            Format::Jsonl => Output::Jsonl(output),
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(output);
                csv.write_record(Answer::COLUMNS)?;
                Output::Csv(Box::new(csv))
            }
        },
    };
    let mut line = Vec::new();
    for text in &args.texts {
        if text != "-" {
            answers.answer(text)?;
            continue;
        }
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            answers.answer(text.trim_end_matches(['\n', '\r']))?;
            // Whoever asks line by line and waits is answered before more is waited for.
            if !input.buffer().contains(&b'\n') {
                answers.flush()?;
            }
        }
    }
    answers.flush()
}

enum Output<W: Write> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

struct Answers<'a, W: Write> {
    resolver: Resolver<'static>,
    args: &'a Args,
    output: Output<W>,
}

impl<W: Write> Answers<'_, W> {
    fn answer(&mut self, text: &str) -> io::Result<()> {
        let (place, explanation) = if self.args.explain {
            let (place, explanation) = self.resolver.explain(text, self.args.on);
            (place, Some(explanation))
        } else {
            (self.resolver.resolve(text, self.args.on), None)
        };
        let answer = Answer::new(text, place, explanation);
        match &mut self.output {
            Output::Jsonl(output) => {
                serde_json::to_writer(&mut *output, &answer)?;
                output.write_all(b"\n")
            }
            Output::Csv(csv) => csv.write_record(answer.record()).map_err(io::Error::from),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.output {
            Output::Jsonl(output) => output.flush(),
            Output::Csv(csv) => csv.flush(),
        }
    }
}
