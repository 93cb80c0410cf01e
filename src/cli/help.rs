//! Help in Chinese: the same commands and flags with the words of `help.zh.tsv`, each line a command, an
//! argument (or nothing, for the command itself; `=value` for one of its values) and what it is.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory as _};

/// The words, by command and argument; `*` stands for any command.
static WORDS: &str = include_str!("help.zh.tsv");

/// How a page of help is laid out.
const PAGE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}";

/// The words for an argument of a command.
fn words(command: &str, argument: &str) -> Option<String> {
    let own = |wanted: &str| {
        WORDS.lines().find_map(|line| {
            let mut fields = line.splitn(3, '\t');
            let same = fields.next() == Some(wanted) && fields.next() == Some(argument);
            fields.next().filter(|_| same).map(|text| text.replace("\\n", "\n"))
        })
    };
    own(command).or_else(|| own("*").filter(|_| !argument.is_empty()))
}

/// All commands with their help in Chinese.
pub(super) fn in_chinese() -> Command {
    let mut root = translate(super::Args::command(), "mingdan")
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("命令")
        .arg(flag("version", 'V', ArgAction::Version));
    let names: Vec<String> = root.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in &names {
        root = root.mut_subcommand(name, |sub| {
            let sub = translate(sub, name);
            match words("mingdan", name) {
                Some(about) => sub.about(about),
                None => sub,
            }
        });
    }
    root
}

/// A flag of clap's own, in Chinese.
fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    let arg = Arg::new(name).short(short).long(name).action(action).help_heading("选项");
    arg.help(words("*", name).unwrap_or_default())
}

fn translate(command: Command, name: &str) -> Command {
    let page = words(name, "").unwrap_or_default();
    command
        .help_template(PAGE)
        .long_about(page)
        .disable_help_flag(true)
        .mut_args(|arg| argument(arg, name))
        .arg(flag("help", 'h', ArgAction::Help))
}

/// An argument with its words, its default and its values.
fn argument(arg: Arg, command: &str) -> Arg {
    let Some(mut text) = words(command, arg.get_id().as_str()) else { return arg };
    let heading = if arg.is_positional() {
        "参数"
    } else if arg.get_help_heading().is_some() {
        "限额"
    } else {
        "选项"
    };
    let values: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let told: Vec<Option<String>> =
        values.iter().map(|value| words(command, &format!("{}={value}", arg.get_id()))).collect();
    let takes = arg.get_action().takes_values();
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes && told.iter().all(Option::is_some) && !values.is_empty() {
        for (value, told) in values.iter().zip(told.into_iter().flatten()) {
            text = format!("{text}\n- {value}：{told}");
        }
    } else if takes && !values.is_empty() {
        text = format!("{text}［可取：{}］", values.join("、"));
    }
    if takes && !defaults.is_empty() {
        text = format!("{text}［默认：{}］", defaults.join("、"));
    }
    arg.help(StyledStr::from(text.clone()))
        .long_help(StyledStr::from(text))
        .help_heading(heading)
        .hide_default_value(takes)
        .hide_possible_values(takes)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{WORDS, in_chinese, words};

    #[test]
    fn every_argument_is_told_in_both_languages() {
        let mut asked = vec![("mingdan".to_owned(), String::new())];
        let root = crate::cli::Args::command();
        let all = std::iter::once(&root).chain(root.get_subcommands());
        for command in all.filter(|command| !command.is_hide_set()) {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name} has no English");
            assert!(words(name, "").is_some(), "{name} has no Chinese");
            asked.push((name.to_owned(), String::new()));
            for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
                let id = arg.get_id().as_str();
                assert!(arg.get_help().is_some(), "{name} {id} has no English");
                assert!(words(name, id).is_some(), "{name} {id} has no Chinese");
                asked.push((name.to_owned(), id.to_owned()));
                for value in arg.get_possible_values().iter().filter(|v| v.get_help().is_some()) {
                    let value = format!("{id}={}", value.get_name());
                    assert!(words(name, &value).is_some(), "{name} {value} has no Chinese");
                    asked.push((name.to_owned(), value));
                }
            }
        }
        // And nothing is told of what there is not.
        for line in WORDS.lines() {
            let mut fields = line.split('\t');
            let (command, argument) = (fields.next().unwrap(), fields.next().unwrap());
            let own =
                asked.iter().any(|(of, id)| (command == "*" || of == command) && id == argument);
            let sub = command == "mingdan"
                && (argument == "help" || root.find_subcommand(argument).is_some());
            let flag = command == "*" && ["help", "version"].contains(&argument);
            assert!(own || sub || flag, "{command} {argument} is not there");
        }
    }

    #[test]
    fn a_page_of_help_is_all_chinese() {
        let mut command = in_chinese();
        for name in ["parse", "check", "diff", "infer", "inspect", "place", "explain", "schema"] {
            let sub = command.find_subcommand_mut(name).unwrap();
            let page = sub.render_long_help().to_string();
            assert!(page.contains("用法：") && page.contains("选项:"), "{page}");
            for english in ["Options:", "Arguments:", "Usage:", "[default", "[possible", "Print"] {
                assert!(!page.contains(english), "{name}: {english} in {page}");
            }
        }
        command.debug_assert();
    }
}
