
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'whydeck' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'whydeck'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'whydeck' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Make a deck: one HTML file that works offline')
            [CompletionResult]::new('read', 'read', [CompletionResultType]::ParameterValue, 'Say what was understood of a document: its times, whys, lessons and actions')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say what a document still lacks, rule by rule')
            [CompletionResult]::new('actions', 'actions', [CompletionResultType]::ParameterValue, 'List what postmortems promise: who does what until when, and how far it is')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write a document to write over: a postmortem with all its sections, or slides')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Build again on each change')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Show a deck in the browser, live while you write; or a folder of decks')
            [CompletionResult]::new('meeting', 'meeting', [CompletionResultType]::ParameterValue, 'After a meeting: write what was captured into the document, or as minutes')
            [CompletionResult]::new('theme', 'theme', [CompletionResultType]::ParameterValue, 'List the themes, or copy one to change it')
            [CompletionResult]::new('deck', 'deck', [CompletionResultType]::ParameterValue, 'List the deck templates, or copy one to change it')
            [CompletionResult]::new('words', 'words', [CompletionResultType]::ParameterValue, 'List the languages, or copy the words of one to change them')
            [CompletionResult]::new('gallery', 'gallery', [CompletionResultType]::ParameterValue, 'Make the examples in every theme, with a page that shows them side by side')
            [CompletionResult]::new('licenses', 'licenses', [CompletionResultType]::ParameterValue, 'Print the licences of what is embedded in a deck')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write those of all verbs')
            break
        }
        'whydeck;build' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write: a file, whose ending chooses the format, or a folder for several decks; `-` is standard output [default: the input''s name with the format''s ending]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write: a file, whose ending chooses the format, or a folder for several decks; `-` is standard output [default: the input''s name with the format''s ending]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to make [default: what OUT ends with, or else html]')
            [CompletionResult]::new('--slides', '--slides', [CompletionResultType]::ParameterName, 'Which slides to draw (PNG), as the deck counts them: `2,5-7`; `3.2` is the second of stack 3')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'How large their pictures are [default: as the canvas, 1280x720]')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Whether speaker notes travel along; stripped notes are nowhere in the file')
            [CompletionResult]::new('--browser', '--browser', [CompletionResultType]::ParameterName, 'The browser that makes PDFs and pictures [default: CHROME, or the first that is installed]')
            [CompletionResult]::new('--fetch', '--fetch', [CompletionResultType]::ParameterName, 'Bring pictures and films that the document names on the network into `NAME.assets` beside it, where later builds find them; `--fetch=update` takes what changed there')
            [CompletionResult]::new('--fetch-from', '--fetch-from', [CompletionResultType]::ParameterName, 'Also ask this address of your own network, such as 10.1.2.3:443; several times for several')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Take the document for this, whatever it looks like')
            [CompletionResult]::new('--deck', '--deck', [CompletionResultType]::ParameterName, 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'A theme: a built-in name or a folder')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are worded')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail on `warnings`, too')
            [CompletionResult]::new('--handout', '--handout', [CompletionResultType]::ParameterName, 'A PDF with the notes beside the slides')
            [CompletionResult]::new('--sheet', '--sheet', [CompletionResultType]::ParameterName, 'Make a picture (PNG) of all slides instead, with an installed Chromium, Chrome or Edge')
            [CompletionResult]::new('--coverage', '--coverage', [CompletionResultType]::ParameterName, 'Also prints where the words of the document went, section by section')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Also say what the document still lacks, as `check` does')
            [CompletionResult]::new('--allow-html', '--allow-html', [CompletionResultType]::ParameterName, 'Leave raw HTML as it stands: only for documents you trust as you trust a program')
            [CompletionResult]::new('--no-highlight', '--no-highlight', [CompletionResultType]::ParameterName, 'Leave code without colours')
            [CompletionResult]::new('--no-figures', '--no-figures', [CompletionResultType]::ParameterName, 'Leave timelines, whys and charts as lists and tables')
            [CompletionResult]::new('--no-system-fonts', '--no-system-fonts', [CompletionResultType]::ParameterName, 'Take no glyphs from fonts that are installed: the same bytes on every machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;read' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write; `-` is standard output, which is the default')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write; `-` is standard output, which is the default')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Take the document for this, whatever it looks like')
            [CompletionResult]::new('--deck', '--deck', [CompletionResultType]::ParameterName, 'The deck template that the coverage is measured with: a built-in name or a file')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are worded')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail on `warnings`, too')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;check' {
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Say what a rule or a problem is about, why, and what helps, instead')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only these rules: codes such as `timeline/order`, or all of a subject, `timeline/*`')
            [CompletionResult]::new('--except', '--except', [CompletionResultType]::ParameterName, 'All rules but these')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Take the documents for this, whatever they look like')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'Tell only what is new: findings that this file knows are not told')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Show as a diff what can be put right without you, instead: ids of actions and lessons, the order of the timeline, its stamps [default: all of them]')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are worded')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail on `warnings`, too')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also check documents of folders that are no known postmortems or slide files')
            [CompletionResult]::new('--layout', '--layout', [CompletionResultType]::ParameterName, 'Make the slides, too: which will not fit, and what else only `build` finds')
            [CompletionResult]::new('--write-baseline', '--write-baseline', [CompletionResultType]::ParameterName, 'Write all findings into the file of --baseline, instead of telling them')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Make the changes of --fix in the documents')
            [CompletionResult]::new('--no-scorecard', '--no-scorecard', [CompletionResultType]::ParameterName, 'Leave out the scorecard: which of the nine sections are there, and what each lacks')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;actions' {
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The day that dates are compared with [default: today]')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'Only what this person or team owns')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write [default: what OUT ends with, or else table]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write; `-` is standard output, which is the default')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write; `-` is standard output, which is the default')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Only what is neither done nor declined')
            [CompletionResult]::new('--overdue', '--overdue', [CompletionResultType]::ParameterName, 'Only what is open although its date has passed')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also ask documents that are no known postmortems')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;new' {
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'Which sections it has')
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'What it is about, in a few words')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'When the incident began: `2026-01-31 10:00` in the zone, or `2026-01-31T10:00Z` [default: today at nine]')
            [CompletionResult]::new('--zone', '--zone', [CompletionResultType]::ParameterName, 'The zone of all times, such as Europe/Berlin [default: UTC]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Draft the timeline from what the incident left behind: a Slack export (a channel''s folder, or one day), PagerDuty''s log entries, Statuspage''s incidents, GitLab''s /timeline, CSV; `-` is standard input; several times for several')
            [CompletionResult]::new('--incident', '--incident', [CompletionResultType]::ParameterName, 'Take this incident alone, by its id, number or name; several times for several')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('--slides', '--slides', [CompletionResultType]::ParameterName, 'Slides of your own instead')
            [CompletionResult]::new('--names', '--names', [CompletionResultType]::ParameterName, 'Keep the names of people, who are roles otherwise')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;watch' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write: a file, or a folder for several [default: each input''s name with `.html`]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write: a file, or a folder for several [default: each input''s name with `.html`]')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Whether speaker notes travel along; stripped notes are nowhere in the file')
            [CompletionResult]::new('--poll', '--poll', [CompletionResultType]::ParameterName, 'Look at the files every MS milliseconds, where the system does not tell (Docker, network mounts)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Take the document for this, whatever it looks like')
            [CompletionResult]::new('--deck', '--deck', [CompletionResultType]::ParameterName, 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'A theme: a built-in name or a folder')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are worded')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail on `warnings`, too')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Also say what the document still lacks, as `check` does')
            [CompletionResult]::new('--allow-html', '--allow-html', [CompletionResultType]::ParameterName, 'Leave raw HTML as it stands: only for documents you trust as you trust a program')
            [CompletionResult]::new('--no-highlight', '--no-highlight', [CompletionResultType]::ParameterName, 'Leave code without colours')
            [CompletionResult]::new('--no-figures', '--no-figures', [CompletionResultType]::ParameterName, 'Leave timelines, whys and charts as lists and tables')
            [CompletionResult]::new('--no-system-fonts', '--no-system-fonts', [CompletionResultType]::ParameterName, 'Take no glyphs from fonts that are installed: the same bytes on every machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;serve' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port; 0 takes any that is free [default: 9490, or the next free one]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Let others follow along, at this address of the machine (0.0.0.0: all of them)')
            [CompletionResult]::new('--editor', '--editor', [CompletionResultType]::ParameterName, 'What opens the document at a line: vscode, vscodium, cursor, zed, idea, …; or a command with {file} and {line}')
            [CompletionResult]::new('--poll', '--poll', [CompletionResultType]::ParameterName, 'Look at the files every MS milliseconds, where the system does not tell (Docker, network mounts)')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Take the document for this, whatever it looks like')
            [CompletionResult]::new('--deck', '--deck', [CompletionResultType]::ParameterName, 'A deck template: a built-in name or a file; one that stands alone (training) needs no FILE')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'A theme: a built-in name or a folder')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Open the deck in the browser')
            [CompletionResult]::new('--meeting', '--meeting', [CompletionResultType]::ParameterName, 'Hold the meeting about the document: its clock, and what is decided, kept beside FILE and written into it when you say so')
            [CompletionResult]::new('--participate', '--participate', [CompletionResultType]::ParameterName, 'Let those who follow write in the silent round')
            [CompletionResult]::new('--record', '--record', [CompletionResultType]::ParameterName, 'Write a record of the meeting into the document, too, when what was decided is')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Also say what the document still lacks, as `check` does')
            [CompletionResult]::new('--allow-html', '--allow-html', [CompletionResultType]::ParameterName, 'Leave raw HTML as it stands: only for documents you trust as you trust a program')
            [CompletionResult]::new('--no-highlight', '--no-highlight', [CompletionResultType]::ParameterName, 'Leave code without colours')
            [CompletionResult]::new('--no-figures', '--no-figures', [CompletionResultType]::ParameterName, 'Leave timelines, whys and charts as lists and tables')
            [CompletionResult]::new('--no-system-fonts', '--no-system-fonts', [CompletionResultType]::ParameterName, 'Take no glyphs from fonts that are installed: the same bytes on every machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;meeting' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what would change in the document, as a patch for `git apply`')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Write what was captured into the document')
            [CompletionResult]::new('minutes', 'minutes', [CompletionResultType]::ParameterValue, 'Write what was captured as minutes, for a document that lives elsewhere')
            [CompletionResult]::new('discard', 'discard', [CompletionResultType]::ParameterValue, 'End the meeting: its journal is set aside, not deleted')
            break
        }
        'whydeck;meeting;diff' {
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('--ours', '--ours', [CompletionResultType]::ParameterName, 'Take what was captured where somebody else changed the same in the document')
            [CompletionResult]::new('--theirs', '--theirs', [CompletionResultType]::ParameterName, 'Take what the document says there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;meeting;apply' {
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('--ours', '--ours', [CompletionResultType]::ParameterName, 'Take what was captured where somebody else changed the same in the document')
            [CompletionResult]::new('--theirs', '--theirs', [CompletionResultType]::ParameterName, 'Take what the document says there')
            [CompletionResult]::new('--in-place', '--in-place', [CompletionResultType]::ParameterName, 'Write into the file itself, where a new one in its place would lose its owner, its access list or its other names')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;meeting;minutes' {
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write [default: what OUT ends with, or else md]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write; `-` is standard output, which is the default')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write; `-` is standard output, which is the default')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;meeting;discard' {
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'The folder that nothing is read or written outside of [default: the nearest with `whydeck.yaml` or `.git`, or the file''s]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are shown')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;theme' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is built in')
            [CompletionResult]::new('eject', 'eject', [CompletionResultType]::ParameterValue, 'Write a built-in''s files here, to be changed')
            break
        }
        'whydeck;theme;list' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;theme;eject' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write [default: a folder or file of that name]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write [default: a folder or file of that name]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;deck' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is built in')
            [CompletionResult]::new('eject', 'eject', [CompletionResultType]::ParameterValue, 'Write a built-in''s files here, to be changed')
            break
        }
        'whydeck;deck;list' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;deck;eject' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write [default: a folder or file of that name]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write [default: a folder or file of that name]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;words' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is built in')
            [CompletionResult]::new('eject', 'eject', [CompletionResultType]::ParameterValue, 'Write a built-in''s files here, to be changed')
            break
        }
        'whydeck;words;list' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;words;eject' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write [default: a folder or file of that name]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where to write [default: a folder or file of that name]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;gallery' {
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'A theme, a built-in name or a folder; several times for several [default: all that are built in]')
            [CompletionResult]::new('--pictures', '--pictures', [CompletionResultType]::ParameterName, 'Also draw a picture of each theme into this folder, with an installed Chromium, Chrome or Edge')
            [CompletionResult]::new('--browser', '--browser', [CompletionResultType]::ParameterName, 'The browser for `--pictures` [default: CHROME, or the first that is installed]')
            [CompletionResult]::new('--message-format', '--message-format', [CompletionResultType]::ParameterName, 'How problems are worded')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail on `warnings`, too')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;licenses' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'whydeck;man' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write a page for whydeck and for each verb into this folder')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write a page for whydeck and for each verb into this folder')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
