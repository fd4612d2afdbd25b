
use builtin;
use str;

set edit:completion:arg-completer[whydeck] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'whydeck'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'whydeck'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand build 'Make a deck: one HTML file that works offline'
            cand read 'Say what was understood of a document: its times, whys, lessons and actions'
            cand check 'Say what a document still lacks, rule by rule'
            cand actions 'List what postmortems promise: who does what until when, and how far it is'
            cand new 'Write a document to write over: a postmortem with all its sections, or slides'
            cand watch 'Build again on each change'
            cand serve 'Show a deck in the browser, live while you write; or a folder of decks'
            cand meeting 'After a meeting: write what was captured into the document, or as minutes'
            cand theme 'List the themes, or copy one to change it'
            cand deck 'List the deck templates, or copy one to change it'
            cand words 'List the languages, or copy the words of one to change them'
            cand gallery 'Make the examples in every theme, with a page that shows them side by side'
            cand licenses 'Print the licences of what is embedded in a deck'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page, or write those of all verbs'
        }
        &'whydeck;build'= {
            cand -o 'Where to write: a file, whose ending chooses the format, or a folder for several decks; `-` is standard output [default: the input''s name with the format''s ending]'
            cand --output 'Where to write: a file, whose ending chooses the format, or a folder for several decks; `-` is standard output [default: the input''s name with the format''s ending]'
            cand --format 'What to make [default: what OUT ends with, or else html]'
            cand --slides 'Which slides to draw (PNG), as the deck counts them: `2,5-7`; `3.2` is the second of stack 3'
            cand --size 'How large their pictures are [default: as the canvas, 1280x720]'
            cand --notes 'Whether speaker notes travel along; stripped notes are nowhere in the file'
            cand --browser 'The browser that makes PDFs and pictures [default: CHROME, or the first that is installed]'
            cand --fetch 'Bring pictures and films that the document names on the network into `NAME.assets` beside it, where later builds find them; `--fetch=update` takes what changed there'
            cand --fetch-from 'Also ask this address of your own network, such as 10.1.2.3:443; several times for several'
            cand --as 'Take the document for this, whatever it looks like'
            cand --deck 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE'
            cand --theme 'A theme: a built-in name or a folder'
            cand --root 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are worded'
            cand --deny 'Fail on `warnings`, too'
            cand --handout 'A PDF with the notes beside the slides'
            cand --sheet 'Make a picture (PNG) of all slides instead, with an installed Chromium, Chrome or Edge'
            cand --coverage 'Also prints where the words of the document went, section by section'
            cand --check 'Also say what the document still lacks, as `check` does'
            cand --allow-html 'Leave raw HTML as it stands: only for documents you trust as you trust a program'
            cand --no-highlight 'Leave code without colours'
            cand --no-figures 'Leave timelines, whys and charts as lists and tables'
            cand --no-system-fonts 'Take no glyphs from fonts that are installed: the same bytes on every machine'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;read'= {
            cand -o 'Where to write; `-` is standard output, which is the default'
            cand --output 'Where to write; `-` is standard output, which is the default'
            cand --format 'What to write'
            cand --as 'Take the document for this, whatever it looks like'
            cand --deck 'The deck template that the coverage is measured with: a built-in name or a file'
            cand --root 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are worded'
            cand --deny 'Fail on `warnings`, too'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;check'= {
            cand --explain 'Say what a rule or a problem is about, why, and what helps, instead'
            cand --only 'Only these rules: codes such as `timeline/order`, or all of a subject, `timeline/*`'
            cand --except 'All rules but these'
            cand --as 'Take the documents for this, whatever they look like'
            cand --baseline 'Tell only what is new: findings that this file knows are not told'
            cand --fix 'Show as a diff what can be put right without you, instead: ids of actions and lessons, the order of the timeline, its stamps [default: all of them]'
            cand --root 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are worded'
            cand --deny 'Fail on `warnings`, too'
            cand --all 'Also check documents of folders that are no known postmortems or slide files'
            cand --layout 'Make the slides, too: which will not fit, and what else only `build` finds'
            cand --write-baseline 'Write all findings into the file of --baseline, instead of telling them'
            cand --apply 'Make the changes of --fix in the documents'
            cand --no-scorecard 'Leave out the scorecard: which of the nine sections are there, and what each lacks'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;actions'= {
            cand --as-of 'The day that dates are compared with [default: today]'
            cand --owner 'Only what this person or team owns'
            cand --format 'What to write [default: what OUT ends with, or else table]'
            cand -o 'Where to write; `-` is standard output, which is the default'
            cand --output 'Where to write; `-` is standard output, which is the default'
            cand --message-format 'How problems are shown'
            cand --open 'Only what is neither done nor declined'
            cand --overdue 'Only what is open although its date has passed'
            cand --all 'Also ask documents that are no known postmortems'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;new'= {
            cand --template 'Which sections it has'
            cand --title 'What it is about, in a few words'
            cand --start 'When the incident began: `2026-01-31 10:00` in the zone, or `2026-01-31T10:00Z` [default: today at nine]'
            cand --zone 'The zone of all times, such as Europe/Berlin [default: UTC]'
            cand --from 'Draft the timeline from what the incident left behind: a Slack export (a channel''s folder, or one day), PagerDuty''s log entries, Statuspage''s incidents, GitLab''s /timeline, CSV; `-` is standard input; several times for several'
            cand --incident 'Take this incident alone, by its id, number or name; several times for several'
            cand --message-format 'How problems are shown'
            cand --slides 'Slides of your own instead'
            cand --names 'Keep the names of people, who are roles otherwise'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;watch'= {
            cand -o 'Where to write: a file, or a folder for several [default: each input''s name with `.html`]'
            cand --output 'Where to write: a file, or a folder for several [default: each input''s name with `.html`]'
            cand --notes 'Whether speaker notes travel along; stripped notes are nowhere in the file'
            cand --poll 'Look at the files every MS milliseconds, where the system does not tell (Docker, network mounts)'
            cand --as 'Take the document for this, whatever it looks like'
            cand --deck 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE'
            cand --theme 'A theme: a built-in name or a folder'
            cand --root 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are worded'
            cand --deny 'Fail on `warnings`, too'
            cand --check 'Also say what the document still lacks, as `check` does'
            cand --allow-html 'Leave raw HTML as it stands: only for documents you trust as you trust a program'
            cand --no-highlight 'Leave code without colours'
            cand --no-figures 'Leave timelines, whys and charts as lists and tables'
            cand --no-system-fonts 'Take no glyphs from fonts that are installed: the same bytes on every machine'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;serve'= {
            cand --port 'The port; 0 takes any that is free [default: 9490, or the next free one]'
            cand --host 'Let others follow along, at this address of the machine (0.0.0.0: all of them)'
            cand --editor 'What opens the document at a line: vscode, vscodium, cursor, zed, idea, …; or a command with {file} and {line}'
            cand --poll 'Look at the files every MS milliseconds, where the system does not tell (Docker, network mounts)'
            cand --as 'Take the document for this, whatever it looks like'
            cand --deck 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE'
            cand --theme 'A theme: a built-in name or a folder'
            cand --root 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are shown'
            cand --open 'Open the deck in the browser'
            cand --meeting 'Hold the meeting about the document: its clock, and what is decided, kept beside FILE and written into it when you say so'
            cand --participate 'Let those who follow write in the silent round'
            cand --record 'Write a record of the meeting into the document, too, when what was decided is'
            cand --check 'Also say what the document still lacks, as `check` does'
            cand --allow-html 'Leave raw HTML as it stands: only for documents you trust as you trust a program'
            cand --no-highlight 'Leave code without colours'
            cand --no-figures 'Leave timelines, whys and charts as lists and tables'
            cand --no-system-fonts 'Take no glyphs from fonts that are installed: the same bytes on every machine'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;meeting'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand diff 'Show what would change in the document, as a patch for `git apply`'
            cand apply 'Write what was captured into the document'
            cand minutes 'Write what was captured as minutes, for a document that lives elsewhere'
            cand discard 'End the meeting: its journal is set aside, not deleted'
        }
        &'whydeck;meeting;diff'= {
            cand --root 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are shown'
            cand --ours 'Take what was captured where somebody else changed the same in the document'
            cand --theirs 'Take what the document says there'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;meeting;apply'= {
            cand --root 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are shown'
            cand --ours 'Take what was captured where somebody else changed the same in the document'
            cand --theirs 'Take what the document says there'
            cand --in-place 'Write into the file itself, where a new one in its place would lose its owner, its access list or its other names'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;meeting;minutes'= {
            cand --root 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are shown'
            cand --format 'What to write [default: what OUT ends with, or else md]'
            cand -o 'Where to write; `-` is standard output, which is the default'
            cand --output 'Where to write; `-` is standard output, which is the default'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;meeting;discard'= {
            cand --root 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]'
            cand --message-format 'How problems are shown'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;theme'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List what is built in'
            cand eject 'Write a built-in''s files here, to be changed'
        }
        &'whydeck;theme;list'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;theme;eject'= {
            cand -o 'Where to write [default: a folder or file of that name]'
            cand --output 'Where to write [default: a folder or file of that name]'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;deck'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List what is built in'
            cand eject 'Write a built-in''s files here, to be changed'
        }
        &'whydeck;deck;list'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;deck;eject'= {
            cand -o 'Where to write [default: a folder or file of that name]'
            cand --output 'Where to write [default: a folder or file of that name]'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;words'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List what is built in'
            cand eject 'Write a built-in''s files here, to be changed'
        }
        &'whydeck;words;list'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;words;eject'= {
            cand -o 'Where to write [default: a folder or file of that name]'
            cand --output 'Where to write [default: a folder or file of that name]'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;gallery'= {
            cand --theme 'A theme, a built-in name or a folder; several times for several [default: all that are built in]'
            cand --pictures 'Also draw a picture of each theme into this folder, with an installed Chromium, Chrome or Edge'
            cand --browser 'The browser for `--pictures` [default: CHROME, or the first that is installed]'
            cand --message-format 'How problems are worded'
            cand --deny 'Fail on `warnings`, too'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;licenses'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;completions'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'whydeck;man'= {
            cand -o 'Write a page for whydeck and for each verb into this folder'
            cand --output 'Write a page for whydeck and for each verb into this folder'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
    ]
    $completions[$command]
}
