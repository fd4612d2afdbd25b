# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_whydeck_global_optspecs
    string join \n h/help V/version
end

function __fish_whydeck_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_whydeck_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_whydeck_using_subcommand
    set -l cmd (__fish_whydeck_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c whydeck -n "__fish_whydeck_needs_command" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_needs_command" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "build" -d 'Make a deck: one HTML file that works offline'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "read" -d 'Say what was understood of a document: its times, whys, lessons and actions'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "check" -d 'Say what a document still lacks, rule by rule'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "actions" -d 'List what postmortems promise: who does what until when, and how far it is'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "new" -d 'Write a document to write over: a postmortem with all its sections, or slides'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "watch" -d 'Build again on each change'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "serve" -d 'Show a deck in the browser, live while you write; or a folder of decks'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "meeting" -d 'After a meeting: write what was captured into the document, or as minutes'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "theme" -d 'List the themes, or copy one to change it'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "deck" -d 'List the deck templates, or copy one to change it'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "words" -d 'List the languages, or copy the words of one to change them'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "gallery" -d 'Make the examples in every theme, with a page that shows them side by side'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "licenses" -d 'Print the licences of what is embedded in a deck'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c whydeck -n "__fish_whydeck_needs_command" -f -a "man" -d 'Print the manual page, or write those of all verbs'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -s o -l output -d 'Where to write: a file, whose ending chooses the format, or a folder for several decks; `-` is standard output [default: the input\'s name with the format\'s ending]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l format -d 'What to make [default: what OUT ends with, or else html]' -r -f -a "html\t'One page'
pdf\t'A page for each slide, with an installed Chromium, Chrome or Edge'
png\t'A picture of each slide, likewise'
md\t'Slide Markdown, as HackMD and whydeck read it'
json\t'The slides and what was found, for programs'"
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l slides -d 'Which slides to draw (PNG), as the deck counts them: `2,5-7`; `3.2` is the second of stack 3' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l size -d 'How large their pictures are [default: as the canvas, 1280x720]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l notes -d 'Whether speaker notes travel along; stripped notes are nowhere in the file' -r -f -a "keep\t'They are in the file'
strip\t'They are not'"
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l browser -d 'The browser that makes PDFs and pictures [default: CHROME, or the first that is installed]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l fetch -d 'Bring pictures and films that the document names on the network into `NAME.assets` beside it, where later builds find them; `--fetch=update` takes what changed there' -r -f -a "keep\t'The old one stays, and the build fails'
update\t'The new one is taken'"
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l fetch-from -d 'Also ask this address of your own network, such as 10.1.2.3:443; several times for several' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l as -d 'Take the document for this, whatever it looks like' -r -f -a "postmortem\t'whydeck makes the slides'
slides\t'The author wrote the slides'"
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l deck -d 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l theme -d 'A theme: a built-in name or a folder' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l root -d 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l message-format -d 'How problems are worded' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l deny -d 'Fail on `warnings`, too' -r -f -a "warnings\t'Warnings'"
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l handout -d 'A PDF with the notes beside the slides'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l sheet -d 'Make a picture (PNG) of all slides instead, with an installed Chromium, Chrome or Edge'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l coverage -d 'Also prints where the words of the document went, section by section'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l check -d 'Also say what the document still lacks, as `check` does'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l allow-html -d 'Leave raw HTML as it stands: only for documents you trust as you trust a program'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l no-highlight -d 'Leave code without colours'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l no-figures -d 'Leave timelines, whys and charts as lists and tables'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -l no-system-fonts -d 'Take no glyphs from fonts that are installed: the same bytes on every machine'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand build" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -s o -l output -d 'Where to write; `-` is standard output, which is the default' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -l format -d 'What to write' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -l as -d 'Take the document for this, whatever it looks like' -r -f -a "postmortem\t'whydeck makes the slides'
slides\t'The author wrote the slides'"
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -l deck -d 'The deck template that the coverage is measured with: a built-in name or a file' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -l root -d 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -l message-format -d 'How problems are worded' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -l deny -d 'Fail on `warnings`, too' -r -f -a "warnings\t'Warnings'"
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand read" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l explain -d 'Say what a rule or a problem is about, why, and what helps, instead' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l only -d 'Only these rules: codes such as `timeline/order`, or all of a subject, `timeline/*`' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l except -d 'All rules but these' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l as -d 'Take the documents for this, whatever they look like' -r -f -a "postmortem\t'whydeck makes the slides'
slides\t'The author wrote the slides'"
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l baseline -d 'Tell only what is new: findings that this file knows are not told' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l fix -d 'Show as a diff what can be put right without you, instead: ids of actions and lessons, the order of the timeline, its stamps [default: all of them]' -r -f -a "ids\t'Actions and lessons get the ids that they are called by now'
order\t'Entries of the timeline are put in the order of time'
stamps\t'Stamps become `YYYY-MM-DD HH:MM`, in the zone that they are in'"
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l root -d 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l message-format -d 'How problems are worded' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l deny -d 'Fail on `warnings`, too' -r -f -a "warnings\t'Warnings'"
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l all -d 'Also check documents of folders that are no known postmortems or slide files'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l layout -d 'Make the slides, too: which will not fit, and what else only `build` finds'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l write-baseline -d 'Write all findings into the file of --baseline, instead of telling them'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l apply -d 'Make the changes of --fix in the documents'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -l no-scorecard -d 'Leave out the scorecard: which of the nine sections are there, and what each lacks'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand check" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l as-of -d 'The day that dates are compared with [default: today]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l owner -d 'Only what this person or team owns' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l format -d 'What to write [default: what OUT ends with, or else table]' -r -f -a "table\t'For people'
csv\t'For spreadsheets, and for the importers of Jira, GitLab and GitHub'
json\t'For programs'
md\t'A table in Markdown'
ics\t'For calendars and lists of tasks'"
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -s o -l output -d 'Where to write; `-` is standard output, which is the default' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l open -d 'Only what is neither done nor declined'
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l overdue -d 'Only what is open although its date has passed'
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -l all -d 'Also ask documents that are no known postmortems'
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand actions" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l template -d 'Which sections it has' -r -f -a "nine-sections\t'Those of the Rust compiler team, the decisions and the conclusions'
google\t'Those of the book on site reliability engineering'
coe\t'Those of a correction of errors'
short\t'As few as make a deck'"
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l title -d 'What it is about, in a few words' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l start -d 'When the incident began: `2026-01-31 10:00` in the zone, or `2026-01-31T10:00Z` [default: today at nine]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l zone -d 'The zone of all times, such as Europe/Berlin [default: UTC]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l from -d 'Draft the timeline from what the incident left behind: a Slack export (a channel\'s folder, or one day), PagerDuty\'s log entries, Statuspage\'s incidents, GitLab\'s /timeline, CSV; `-` is standard input; several times for several' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l incident -d 'Take this incident alone, by its id, number or name; several times for several' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l slides -d 'Slides of your own instead'
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -l names -d 'Keep the names of people, who are roles otherwise'
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand new" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -s o -l output -d 'Where to write: a file, or a folder for several [default: each input\'s name with `.html`]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l notes -d 'Whether speaker notes travel along; stripped notes are nowhere in the file' -r -f -a "keep\t'They are in the file'
strip\t'They are not'"
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l poll -d 'Look at the files every MS milliseconds, where the system does not tell (Docker, network mounts)' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l as -d 'Take the document for this, whatever it looks like' -r -f -a "postmortem\t'whydeck makes the slides'
slides\t'The author wrote the slides'"
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l deck -d 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l theme -d 'A theme: a built-in name or a folder' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l root -d 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l message-format -d 'How problems are worded' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l deny -d 'Fail on `warnings`, too' -r -f -a "warnings\t'Warnings'"
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l check -d 'Also say what the document still lacks, as `check` does'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l allow-html -d 'Leave raw HTML as it stands: only for documents you trust as you trust a program'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l no-highlight -d 'Leave code without colours'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l no-figures -d 'Leave timelines, whys and charts as lists and tables'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -l no-system-fonts -d 'Take no glyphs from fonts that are installed: the same bytes on every machine'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand watch" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l port -d 'The port; 0 takes any that is free [default: 9490, or the next free one]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l host -d 'Let others follow along, at this address of the machine (0.0.0.0: all of them)' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l editor -d 'What opens the document at a line: vscode, vscodium, cursor, zed, idea, …; or a command with {file} and {line}' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l poll -d 'Look at the files every MS milliseconds, where the system does not tell (Docker, network mounts)' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l as -d 'Take the document for this, whatever it looks like' -r -f -a "postmortem\t'whydeck makes the slides'
slides\t'The author wrote the slides'"
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l deck -d 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l theme -d 'A theme: a built-in name or a folder' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l root -d 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l open -d 'Open the deck in the browser'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l meeting -d 'Hold the meeting about the document: its clock, and what is decided, kept beside FILE and written into it when you say so'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l participate -d 'Let those who follow write in the silent round'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l record -d 'Write a record of the meeting into the document, too, when what was decided is'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l check -d 'Also say what the document still lacks, as `check` does'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l allow-html -d 'Leave raw HTML as it stands: only for documents you trust as you trust a program'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l no-highlight -d 'Leave code without colours'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l no-figures -d 'Leave timelines, whys and charts as lists and tables'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -l no-system-fonts -d 'Take no glyphs from fonts that are installed: the same bytes on every machine'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand serve" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and not __fish_seen_subcommand_from diff apply minutes discard" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and not __fish_seen_subcommand_from diff apply minutes discard" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and not __fish_seen_subcommand_from diff apply minutes discard" -f -a "diff" -d 'Show what would change in the document, as a patch for `git apply`'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and not __fish_seen_subcommand_from diff apply minutes discard" -f -a "apply" -d 'Write what was captured into the document'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and not __fish_seen_subcommand_from diff apply minutes discard" -f -a "minutes" -d 'Write what was captured as minutes, for a document that lives elsewhere'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and not __fish_seen_subcommand_from diff apply minutes discard" -f -a "discard" -d 'End the meeting: its journal is set aside, not deleted'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from diff" -l root -d 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from diff" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from diff" -l ours -d 'Take what was captured where somebody else changed the same in the document'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from diff" -l theirs -d 'Take what the document says there'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from diff" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -l root -d 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -l ours -d 'Take what was captured where somebody else changed the same in the document'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -l theirs -d 'Take what the document says there'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -l in-place -d 'Write into the file itself, where a new one in its place would lose its owner, its access list or its other names'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from apply" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from minutes" -l root -d 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from minutes" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from minutes" -l format -d 'What to write [default: what OUT ends with, or else md]' -r -f -a "md\t'Lists in Markdown'
csv\t'For spreadsheets'
ics\t'The actions, for calendars and lists of tasks'"
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from minutes" -s o -l output -d 'Where to write; `-` is standard output, which is the default' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from minutes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from minutes" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from discard" -l root -d 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file\'s]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from discard" -l message-format -d 'How problems are shown' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from discard" -s y -l yes -d 'Do not ask'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from discard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand meeting; and __fish_seen_subcommand_from discard" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and not __fish_seen_subcommand_from list eject" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and not __fish_seen_subcommand_from list eject" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and not __fish_seen_subcommand_from list eject" -f -a "list" -d 'List what is built in'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and not __fish_seen_subcommand_from list eject" -f -a "eject" -d 'Write a built-in\'s files here, to be changed'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and __fish_seen_subcommand_from eject" -s o -l output -d 'Where to write [default: a folder or file of that name]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and __fish_seen_subcommand_from eject" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand theme; and __fish_seen_subcommand_from eject" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and not __fish_seen_subcommand_from list eject" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and not __fish_seen_subcommand_from list eject" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and not __fish_seen_subcommand_from list eject" -f -a "list" -d 'List what is built in'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and not __fish_seen_subcommand_from list eject" -f -a "eject" -d 'Write a built-in\'s files here, to be changed'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and __fish_seen_subcommand_from eject" -s o -l output -d 'Where to write [default: a folder or file of that name]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and __fish_seen_subcommand_from eject" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand deck; and __fish_seen_subcommand_from eject" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and not __fish_seen_subcommand_from list eject" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and not __fish_seen_subcommand_from list eject" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and not __fish_seen_subcommand_from list eject" -f -a "list" -d 'List what is built in'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and not __fish_seen_subcommand_from list eject" -f -a "eject" -d 'Write a built-in\'s files here, to be changed'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and __fish_seen_subcommand_from eject" -s o -l output -d 'Where to write [default: a folder or file of that name]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and __fish_seen_subcommand_from eject" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand words; and __fish_seen_subcommand_from eject" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -l theme -d 'A theme, a built-in name or a folder; several times for several [default: all that are built in]' -r
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -l pictures -d 'Also draw a picture of each theme into this folder, with an installed Chromium, Chrome or Edge' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -l browser -d 'The browser for `--pictures` [default: CHROME, or the first that is installed]' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -l message-format -d 'How problems are worded' -r -f -a "full\t'With the line and a caret'
short\t'One line each'
json\t'One JSON object each'
sarif\t'One SARIF 2.1.0 document, for code scanning'
rdjson\t'One document for reviewdog'
github\t'Annotations of GitHub Actions'"
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -l deny -d 'Fail on `warnings`, too' -r -f -a "warnings\t'Warnings'"
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand gallery" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand licenses" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand licenses" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whydeck -n "__fish_whydeck_using_subcommand completions" -s V -l version -d 'Print version'
complete -c whydeck -n "__fish_whydeck_using_subcommand man" -s o -l output -d 'Write a page for whydeck and for each verb into this folder' -r -F
complete -c whydeck -n "__fish_whydeck_using_subcommand man" -s h -l help -d 'Print help'
complete -c whydeck -n "__fish_whydeck_using_subcommand man" -s V -l version -d 'Print version'
