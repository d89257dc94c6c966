/**
 * German, as one teaches it: with „Sie“. The English text is the key. A gap of one letter, `<n>`, is a number; a longer one,
 * `<name>`, is any text, which is said too. A text of several sentences may be said sentence by sentence.
 */
import type { Language } from '../language.ts';

const de: Language = {
  live: {
    // Under a figure
    Claim: 'Behauptung',
    'This run': 'Dieser Lauf',
    'Old run': 'Voriger Lauf',
    'as text': 'als Text',
    Holds: 'Gilt',
    Fails: 'Gilt nicht',
    Depends: 'Kommt darauf an',
    'Measuring.': 'Es wird gemessen.',
    Reset: 'Zurücksetzen',
    'Copy link': 'Link kopieren',
    Workshop: 'Werkstatt',
    'Close the workshop': 'Werkstatt schließen',
    'Back to the story': 'Zurück zur Geschichte',
    'Back to yours': 'Zurück zu Ihrer Einstellung',
    'Show me': 'Zeigen',
    'Draw again': 'Neu ziehen',
    'Read on': 'Weiterlesen',
    'Click or tap where you think': 'Klicken oder tippen Sie, wo Sie es vermuten',
    'Enter shows the run': 'Die Eingabetaste zeigt den Lauf',
    'Guess again': 'Noch einmal schätzen',
    'Guess again, or go on': 'Schätzen Sie noch einmal, oder gehen Sie weiter',
    '<asks> Arrow keys move your guess, and Enter shows the run.':
      '<asks> Die Pfeiltasten verschieben Ihren Tipp, und die Eingabetaste zeigt den Lauf.',
    '<asks> Click or tap where you think, or place a guess with the arrow keys.':
      '<asks> Klicken oder tippen Sie, wo Sie es vermuten, oder setzen Sie einen Tipp mit den Pfeiltasten.',
    'your guess': 'Ihr Tipp',
    'your guess: off by <off> % of the width': 'Ihr Tipp: um <off> % der Breite daneben',
    'your guess: off by <off> %': 'Ihr Tipp: um <off> % daneben',
    'Link copied': 'Link kopiert',
    More: 'Mehr',
    Pin: 'Festhalten',
    'Keep this run, and draw later ones over it': 'Behält diesen Lauf und zeichnet spätere darüber',
    Unpin: 'Loslassen',
    Enlarge: 'Vergrößern',
    'The charts at full size: zoom, read values': 'Die Diagramme in voller Größe: heranholen, Werte ablesen',
    Data: 'Daten',
    Python: 'Python',
    Present: 'Vorführen',
    'Large, for a projector, with the page as slides': 'Groß, für einen Beamer, mit der Seite als Folien',
    'Change this rule': 'Diese Regel ändern',
    Rule: 'Regel',
    'Lines of Python by which the run moves, in the place of its own rule.':
      'Zeilen in Python, nach denen der Lauf geht, anstelle seiner eigenen Regel.',
    'Write your rule': 'Regel schreiben',
    'Write your loss': 'Verlust schreiben',
    'Your loss': 'Ihr Verlust',
    'Take it out': 'Herausnehmen',
    'that of the figure': 'die der Abbildung',
    'came with the link, and has not run': 'kam mit dem Link und ist noch nicht gelaufen',
    'your own': 'Ihre eigene',
    'Run it': 'Laufen lassen',
    Edit: 'Bearbeiten',
    'Your rule': 'Ihre Regel',
    'It came with a link, and waits.': 'Sie kam mit einem Link und wartet.',
    'It runs as you type.': 'Sie läuft, während Sie schreiben.',
    'Escape, then Tab leaves the text.': 'Escape, dann Tab verlässt den Text.',
    Run: 'Laufen lassen',
    'Original text': 'Ursprünglicher Text',
    'What it printed': 'Was sie ausgegeben hat',
    'Line <n>.': 'Zeile <n>.',
    'The rule that you had here before is kept.': 'Die Regel, die Sie hier vorher hatten, ist aufgehoben.',
    'Forget it': 'Vergessen',
    'The figure’s': 'Die der Abbildung',
    'Its lines of Python, to change, and your run beside this one':
      'Ihre Zeilen in Python, zum Ändern, und Ihr Lauf neben diesem',
    'Embed or link': 'Einbetten oder verlinken',
    'For your course: choose its controls and words': 'Für Ihren Kurs: Regler und Worte wählen',
    'Full screen': 'Vollbild',
    'What to do with <title>': 'Was man mit „<title>“ tun kann',
    'No connection: try again later': 'Keine Verbindung: Versuchen Sie es später noch einmal',
    'Could not load: reload the page': 'Nicht geladen: Laden Sie die Seite neu',
    'Controls of <title>': 'Regler von „<title>“',
    'More controls (<n>)': 'Weitere Regler (<n>)',
    'More panels (<n>)': 'Weitere Bilder (<n>)',
    'You can also click on the sheet, drag the ring or use the arrow keys.':
      'Oder klicken Sie auf das Feld. Ziehen und Pfeiltasten gehen auch.',
    Close: 'Schließen',
    '<name>, <n> to <m>': '<name>, <n> bis <m>',
    '<name>: <values>. Arrow keys move it.': '<name>: <values>. Pfeiltasten bewegen es.',
    'The wave: <values>. Left and right slide it, up and down squeeze and stretch it.':
      'Die Welle: <values>. Links und rechts verschieben sie, auf und ab stauchen und strecken sie.',
    '<name>: <values>. Arrow keys take the next one or the one before.':
      '<name>: <values>. Pfeiltasten nehmen das nächste oder das vorige.',
    '<name>. <said> Arrow keys take a step, with Shift a short one.':
      '<name>. <said> Pfeiltasten gehen einen Schritt, mit der Umschalttaste einen kurzen.',
    'Pen, <across> across and <up> up; points of the line: <n>. Arrow keys move it, Enter sets a point, Backspace takes it back, Delete begins anew.':
      'Stift, <across> quer und <up> hoch; Punkte der Linie: <n>. Pfeiltasten bewegen ihn, die Eingabetaste setzt einen Punkt, die Rücktaste nimmt ihn zurück, Entf beginnt neu.',
    'The line is at this place already.': 'Die Linie ist schon an dieser Stelle.',
    'The line has <n> points, which is as many as it may have.': 'Die Linie hat <n> Punkte, mehr darf sie nicht haben.',
    'Point <n> set.': 'Punkt <n> gesetzt.',
    'Point <n> taken back.': 'Punkt <n> zurückgenommen.',
    'The line is gone.': 'Die Linie ist weg.',
    'A line of <n> points is drawn.': 'Eine Linie aus <n> Punkten ist gezeichnet.',
    'Step <n> of <m>.': 'Schritt <n> von <m>.',
    'Step shown, <range>': 'Gezeigter Schritt, <range>',
    'At its present setting the figure has no such number': 'Bei der jetzigen Einstellung gibt es diese Zahl nicht',

    // Step by step
    'Step by step': 'Schritt für Schritt',
    Play: 'Abspielen',
    Pause: 'Anhalten',
    Step: 'Schritt',
    step: 'Schritt',
    'step <n> of <m>': 'Schritt <n> von <m>',
    try: 'Versuch',
    '<noun> <n> of <m>': '<noun> <n> von <m>',
    'Previous step': 'Voriger Schritt',
    'Next step': 'Nächster Schritt',
    Speed: 'Tempo',
    '<n> of <m>': '<n> von <m>',

    // A long run
    'All runs of these settings are computed.': 'Alle Läufe dieser Einstellung sind berechnet.',
    '<n> run of these settings not computed yet.': '<n> Lauf dieser Einstellung ist noch nicht berechnet.',
    '<n> runs of these settings not computed yet.': '<n> Läufe dieser Einstellung sind noch nicht berechnet.',
    '<n> run of these settings not computed yet. <note>':
      '<n> Lauf dieser Einstellung ist noch nicht berechnet. <note>',
    '<n> runs of these settings not computed yet. <note>':
      '<n> Läufe dieser Einstellung sind noch nicht berechnet. <note>',
    'Run, about <time>': 'Rechnen, etwa <time>',
    '<n> of <m>, about <time> left': '<n> von <m>, noch etwa <time>',
    '<n> of <m>, about <time> left. <note>': '<n> von <m>, noch etwa <time>. <note>',
    '<n> of <m>. <note>': '<n> von <m>. <note>',
    'runs done': 'fertige Läufe',
    'This browser lacks WebAssembly SIMD, so the networks train in plain TypeScript, about <n> times slower.':
      'Diesem Browser fehlt WebAssembly SIMD, darum trainieren die Netze in gewöhnlichem TypeScript, etwa <n>-mal langsamer.',

    // When something goes wrong
    'The computation has not answered for some seconds: its script may still be loading, or it takes long here.':
      'Die Berechnung hat seit einigen Sekunden nicht geantwortet: Vielleicht lädt ihr Programm noch, oder sie dauert hier lange.',
    'Start again': 'Neu starten',
    again: 'neu',
    'Try again': 'Noch einmal versuchen',
    'The picture shows the last run that finished.': 'Das Bild zeigt den letzten Lauf, der fertig wurde.',
    'The connection may be down.': 'Vielleicht ist die Verbindung unterbrochen.',
    'What was computed is kept.': 'Was berechnet ist, bleibt.',
    'The run stopped: <how>.': 'Der Lauf ist stehen geblieben: <how>.',
    '<n> of <m> run could not be computed (<how>).': '<n> von <m> Lauf ließ sich nicht berechnen (<how>).',
    '<n> of <m> runs could not be computed (<how>).': '<n> von <m> Läufen ließen sich nicht berechnen (<how>).',
    'The computation was stopped, because <how>.': 'Die Berechnung wurde abgebrochen (<how>).',
    'it ran longer than <n> s': 'sie dauerte länger als <n> s',
    'The computation broke off (<how>).': 'Die Berechnung brach ab (<how>).',
    'A new worker is ready.': 'Es kann neu gerechnet werden.',
    'The experiment could not start: <how>.': 'Das Experiment konnte nicht beginnen: <how>.',
    'The experiment could not be computed: <how>.': 'Das Experiment ließ sich nicht berechnen: <how>.',
    'The page around this frame allows it no computation, so the picture stays as it was built.':
      'Die Seite um diesen Rahmen erlaubt ihm keine Berechnung, darum bleibt das Bild, wie es gebaut wurde.',
    'By itself, or in a frame without a sandbox, the figure is live.':
      'Für sich allein, oder in einem Rahmen ohne Sandbox, lebt die Abbildung.',

    // Words on the values of a link or a field
    '<name>: <text> <wrong>; <used> is used instead.': '<name>: <text> <wrong>; stattdessen gilt <used>.',
    '<name>: <text> <wrong>; <used> are used instead.': '<name>: <text> <wrong>; stattdessen gelten <used>.',
    '<name>: <text> counts.': '<name>: <text> gilt.',
    'given more than once; the last, <text>,': 'mehrmals angegeben; das letzte, <text>,',
    'There is no parameter called <name> here; it is ignored.':
      'Einen Parameter namens <name> gibt es hier nicht; er wird übergangen.',
    'And <n> more.': 'Und <n> weitere.',
    'is not a number': 'ist keine Zahl',
    'is not a whole number': 'ist keine ganze Zahl',
    'is more than <n>': 'ist mehr als <n>',
    'is less than <n>': 'ist weniger als <n>',
    'is not one of <names>': 'ist keines von <names>',
    'has marks between its digits: write <n>': 'hat Zeichen zwischen den Ziffern: Schreiben Sie <n>',
    'may be <n> or <m>: write one of the two': 'kann <n> oder <m> sein: Schreiben Sie eines von beiden',
    'Ignored in the link: <names>. No figure on this page has that name.':
      'Übergangen im Link: <names>. Keine Abbildung dieser Seite heißt so.',
    '<names> in the link is for a figure of another page:': '<names> im Link gehört zur Abbildung einer anderen Seite:',
    '<names> in the link are for a figure of another page:':
      '<names> im Link gehören zur Abbildung einer anderen Seite:',

    // Dialogs
    'Data of “<title>”': 'Daten von „<title>“',
    'Python for “<title>”': 'Python für „<title>“',
    'Charts of “<title>”': 'Diagramme von „<title>“',
    '“<title>” for your course': '„<title>“ für Ihren Kurs',
    'Link to this run': 'Link zu diesem Lauf',
    'Text to copy': 'Text zum Kopieren',
    Copy: 'Kopieren',
    Copied: 'Kopiert',
    'Selected: press Ctrl C': 'Markiert: Drücken Sie Strg C',
    'Download <file>': '<file> herunterladen',
    'Needs NumPy, nothing else. It computes the run with the values set now and prints its numbers.':
      'Braucht NumPy, sonst nichts. Es berechnet den Lauf mit den jetzigen Werten und gibt seine Zahlen aus.',
    'There is nothing to show yet: the figure has not been computed.':
      'Es gibt noch nichts zu zeigen: Die Abbildung ist nicht berechnet.',
    'The first <n> of <m> rows; the CSV has them all.': 'Die ersten <n> von <m> Zeilen; die CSV-Datei hat alle.',
    series: 'Reihe',
    'thin lines (<n>)': 'dünne Linien (<n>)',
    '<name>, pinned': '<name>, festgehalten',
    low: 'unten',
    high: 'oben',
    'Drag over a chart to look closer, or pinch it; twice on it shows all again. On the keyboard: arrows move the crosshair,':
      'Ziehen Sie über ein Diagramm, um näher heranzugehen, oder spreizen Sie zwei Finger; zweimal darauf zeigt wieder alles. Auf der Tastatur: Pfeile bewegen das Fadenkreuz,',
    and: 'und',
    'zoom,': 'holen heran,',
    Shift: 'Umschalt',
    'with an arrow moves along,': 'mit einem Pfeil verschiebt,',
    'shows all.': 'zeigt alles.',
    '<title>. Arrow keys read values, plus and minus zoom, 0 shows all.':
      '<title>. Pfeiltasten lesen Werte ab, Plus und Minus holen heran, 0 zeigt alles.',
    'Point at the chart to read it.': 'Zeigen Sie auf das Diagramm, um es abzulesen.',
    'Zoom in': 'Heranholen',
    'Zoom out': 'Wegrücken',
    'Show all': 'Alles zeigen',
    'log across': 'waagerecht logarithmisch',
    'log upwards': 'senkrecht logarithmisch',
    'Save PNG': 'PNG speichern',
    'Save CSV': 'CSV speichern',
    'As a table': 'Als Tabelle',
    '<label>, log scale': '<label>, logarithmisch',
    '<label>, log': '<label>, log',

    // A figure for a course
    'Take it as a': 'Mitnehmen als',
    'frame for a course system': 'Rahmen für ein Lernsystem',
    link: 'Link',
    'MDX for a page of your own': 'MDX für eine eigene Seite',
    'Students can change': 'Studierende können ändern',
    'stays at <value>': 'bleibt bei <value>',
    'They see': 'Sie sehen',
    'Title and buttons': 'Titel und Knöpfe',
    'What the figure finds': 'Was die Abbildung findet',
    Caption: 'Bildunterschrift',
    'Line that names these notes': 'Zeile, die diese Notizen nennt',
    'It starts': 'Sie beginnt',
    'as it is set now': 'wie sie jetzt eingestellt ist',
    'as the page has it': 'wie die Seite sie hat',
    'Its colours are': 'Ihre Farben sind',
    'the reader’s own': 'die der Leserin oder des Lesers',
    light: 'hell',
    dark: 'dunkel',
    'Your own caption, in place of the figure’s': 'Eigene Bildunterschrift, an Stelle der vorhandenen',
    'Paste this where the figure is to stand.': 'Fügen Sie dies ein, wo die Abbildung stehen soll.',
    'Copy the frame': 'Rahmen kopieren',
    'Copy the link': 'Link kopieren',
    'Copy the MDX': 'MDX kopieren',
    'Copy the listener': 'Empfänger kopieren',
    'It opens the figure on its page, as it is set now.':
      'Er öffnet die Abbildung auf ihrer Seite, wie sie jetzt eingestellt ist.',
    'It opens the figure alone, since its page has all the controls and words.':
      'Er öffnet die Abbildung allein, denn ihre Seite hat alle Regler und Worte.',
    'It stands in a page of a course made from these notes, which brings the title, the buttons and the colours.':
      'Es steht auf einer Seite eines Kurses, der aus diesen Notizen gemacht ist und Titel, Knöpfe und Farben mitbringt.',
    'If the frame does not follow its height': 'Wenn der Rahmen seiner Höhe nicht folgt',
    'The frame tells its height to the page around it. A course system that knows lti.frameResize needs nothing more; any other page listens:':
      'Der Rahmen sagt der Seite um ihn seine Höhe. Ein Lernsystem, das lti.frameResize kennt, braucht nichts weiter; jede andere Seite hört so zu:',
    'Preview of <title>': 'Vorschau von „<title>“',

    // Breaking a claim
    'Break this claim': 'Widerlegen',
    'Break this claim: <title>': 'Diese Behauptung widerlegen: <title>',
    'Find where it holds': 'Finden, wo sie gilt',
    'Find where it holds: <title>': 'Finden, wo die Behauptung gilt: <title>',
    'Searching.': 'Es wird gesucht.',
    'Searching: tried <settings>.': 'Es wird gesucht: <settings> versucht.',
    'What was searched: <settings>': 'Was durchsucht wurde: <settings>',
    '<n> setting': '<n> Einstellung',
    '<n> settings': '<n> Einstellungen',
    'The search broke off: <why>.': 'Die Suche brach ab: <why>.',
    Stop: 'Anhalten',
    'Set the figure there': 'Abbildung dorthin stellen',
    'Set it back': 'Zurückstellen',
    'You have changed the figure since: this was found from the settings before.':
      'Die Abbildung wurde seither verstellt: Dies wurde von dort aus gefunden, wo sie vorher stand.',
    'It <outcome> when <change>.': 'Sie <outcome>, wenn <change>.',
    '“<name>” is <value> instead of <other>': '„<name>“ <value> statt <other> ist',
    '“<name>” is <value> instead of <other>, and “<second>” is <there> instead of <before>':
      '„<name>“ <value> statt <other> und „<second>“ <there> statt <before> ist',
    'At <values> it still <outcome>.': 'Bei <values> <outcome> sie noch.',
    holds: 'gilt',
    fails: 'gilt nicht',
    'With <n> of <m> other seeds it <outcome> there too.':
      'Mit <n> von <m> anderen Startwerten <outcome> sie dort auch.',
    'With all <n> other seeds that were tried it <outcome> there too.':
      'Mit allen <n> anderen Startwerten, die versucht wurden, <outcome> sie dort auch.',
    'The search ended before other seeds were tried there.':
      'Die Suche endete, bevor dort andere Startwerte versucht wurden.',
    'Nearer, with <change>, it <outcome> only by chance: at <n> of <m> other seeds.':
      'Näher, mit <change>, <outcome> sie nur zufällig: bei <n> von <m> anderen Startwerten.',
    'Nothing was tried: no other setting of these controls has been computed ahead.':
      'Nichts wurde versucht: Keine andere Einstellung dieser Regler ist vorausberechnet.',
    'The one setting that was tried did not turn it.': 'Die eine Einstellung, die versucht wurde, kippte sie nicht.',
    'The one setting that was tried did not turn it; at <n> of them it depends.':
      'Die eine Einstellung, die versucht wurde, kippte sie nicht; bei <n> kommt es darauf an.',
    'None of <n> settings turned it.': 'Keine von <n> Einstellungen kippte sie.',
    'None of <n> settings turned it; at <m> of them it depends.':
      'Keine von <n> Einstellungen kippte sie; bei <m> kommt es darauf an.',
    'None of <n> settings turned it for more than this seed.':
      'Keine von <n> Einstellungen kippte sie für mehr als diesen Startwert.',
    'None of <n> settings turned it for more than this seed; at <m> of them it depends.':
      'Keine von <n> Einstellungen kippte sie für mehr als diesen Startwert; bei <m> kommt es darauf an.',
    'The nearest of those has <change>.': 'Die nächste davon hat <change>.',
    'With <change> it <outcome> only by chance: at <n> of <m> other seeds.':
      'Mit <change> <outcome> sie nur zufällig: bei <n> von <m> anderen Startwerten.',
    'With nothing but another seed it <outcome> at <n> of <m>: here it rests on chance.':
      'Mit nichts als einem anderen Startwert <outcome> sie bei <n> von <m>: Hier hängt sie vom Zufall ab.',
    'With nothing but another seed it turned at none of <n>.':
      'Mit nichts als einem anderen Startwert kippte sie bei keinem von <n>.',
    'Only what was computed ahead was looked at: <n> other setting would have to be run first.':
      'Nur Vorausberechnetes wurde angesehen: <n> andere Einstellung wäre erst zu rechnen.',
    'Only what was computed ahead was looked at: <n> other settings would have to be run first.':
      'Nur Vorausberechnetes wurde angesehen: <n> andere Einstellungen wären erst zu rechnen.',
    '“<name>” at <value> instead of <other>': '„<name>“ bei <value> statt <other>',
    '“<name>” at <value> instead of <other> and “<second>” at <there> instead of <before>':
      '„<name>“ bei <value> statt <other> und „<second>“ bei <there> statt <before>',
    '“<first>” from <n> to <m>; <rest>': '„<first>“ von <n> bis <m>; <rest>',
    '“<first>”; <rest>': '„<first>“; <rest>',
    'Each control by itself outward from where it stands, then two or more together.':
      'Jeder Regler für sich, von seiner Stellung nach außen, dann zwei oder mehr zusammen.',
    'Changed: <ranges>.': 'Verstellt: <ranges>.',
    '“<name>”': '„<name>“',
    '“<name>” from <n> to <m>': '„<name>“ von <n> bis <m>',
    'Left as they are: <names>.': 'Unverändert: <names>.',
    'The search ended with its time, so a nearer turn may have been missed.':
      'Die Suche endete mit ihrer Zeit, ein näherer Umschlag kann also fehlen.',
    'Between the settings that were tried a narrow turn may have been missed.':
      'Zwischen den versuchten Einstellungen kann ein schmaler Umschlag fehlen.',
    here: 'hier',
    'nearest change': 'nächster Umschlag',
    'The verdict by <across> (columns) and <upwards> (rows)':
      'Das Urteil nach <across> (Spalten) und <upwards> (Zeilen)',
    '<where>: <answer>, where the search began': '<where>: <answer>, wo die Suche begann',
    '<where>: <answer>, the nearest change': '<where>: <answer>, der nächste Umschlag',
    '<where>: holds': '<where>: gilt',
    '<where>: fails': '<where>: gilt nicht',
    '<where>: depends': '<where>: kommt darauf an',
    '<where>: not tried': '<where>: nicht versucht',
    '<where>: no verdict': '<where>: kein Urteil',
    '<where>: not computed': '<where>: nicht berechnet',
    depends: 'kommt darauf an',
    '<claim>: holds.': '<claim>: gilt.',
    '<claim>: fails.': '<claim>: gilt nicht.',
    '<claim>: depends.': '<claim>: kommt darauf an.',
    'not tried': 'nicht versucht',
    'no verdict': 'kein Urteil',
    'not computed': 'nicht berechnet',

    // Tasks
    'not reached yet': 'noch nicht erreicht',
    reached: 'erreicht',
    'not predicted yet': 'noch nicht vorhergesagt',
    'predicted right': 'richtig vorhergesagt',
    'predicted right, not at first': 'richtig vorhergesagt, nicht auf Anhieb',
    'predicted, not right': 'vorhergesagt, nicht richtig',
    'not written yet': 'noch nicht geschrieben',
    'The text is being opened': 'Der Text wird geöffnet',
    written: 'geschrieben',
    'Kept on this device:': 'Auf diesem Gerät behalten:',
    'my sheet': 'mein Blatt',
    'Part of': 'Teil',
    'your homework': 'Ihrer Hausaufgabe',
    'Save your sheet': 'Ihr Blatt speichern',
    'This browser keeps nothing for the page, so save your sheet before you leave it.':
      'Dieser Browser behält nichts für die Seite. Speichern Sie Ihr Blatt also, bevor Sie gehen.',
    'This browser has no room left for the page, so save your sheet before you leave it.':
      'Dieser Browser hat keinen Platz mehr für die Seite. Speichern Sie Ihr Blatt also, bevor Sie gehen.',
    'This is longer than the <n> characters that the page keeps.':
      'Das ist länger als die <n> Zeichen, die die Seite behält.',
    'Shorten it, or copy your text before you leave.': 'Kürzen Sie es, oder kopieren Sie Ihren Text, bevor Sie gehen.',
    'Saved as <file>, among your downloads.': 'Gespeichert als <file>, bei Ihren Downloads.',
    'Look for <file> among your downloads.': 'Sehen Sie bei Ihren Downloads nach <file>.',
    'If it is not there, the page around this one lets no file through: copy your text, and open the notes in a window of their own.':
      'Ist die Datei nicht da, lässt die Seite um diese herum keine durch: Kopieren Sie Ihren Text, und öffnen Sie die Notizen in einem eigenen Fenster.',
    'The sheet could not be saved.': 'Das Blatt ließ sich nicht speichern.',
    'Copy your text before you leave the page.': 'Kopieren Sie Ihren Text, bevor Sie die Seite verlassen.',
    'This task is about the figure’s own rule, and another stands in it.':
      'Diese Aufgabe gilt der Regel der Abbildung selbst, und in ihr steht eine andere.',
    'Set the figure to its own rule': 'Abbildung auf ihre eigene Regel stellen',
    'Reached with': 'Erreicht mit',
    'If you find a better setting, that one counts.': 'Finden Sie eine bessere Einstellung, so zählt diese.',
    'The figure says <number>, and it can be more.': 'Die Abbildung sagt <number>, und es kann mehr sein.',
    'The figure says <number>, and it can be less.': 'Die Abbildung sagt <number>, und es kann weniger sein.',
    'Set the figure to it': 'Abbildung darauf stellen',
    Look: 'Nachsehen',
    'Predict again': 'Neu vorhersagen',
    'Leave it as it was': 'Lassen, wie es war',
    'Your first prediction was <guess>.': 'Ihre erste Vorhersage war <guess>.',
    'Your first prediction, <guess>, stays on your sheet.': 'Ihre erste Vorhersage, <guess>, bleibt auf Ihrem Blatt.',
    'This browser keeps nothing for the page, so what you type here is lost if you leave before you look.':
      'Dieser Browser behält nichts für die Seite. Was Sie hier schreiben, geht also verloren, wenn Sie gehen, ohne nachzusehen.',
    'This browser has no room left for the page, so what you type here is lost if you leave before you look.':
      'Dieser Browser hat keinen Platz mehr für die Seite. Was Sie hier schreiben, geht also verloren, wenn Sie gehen, ohne nachzusehen.',
    'Choose first, and then look.': 'Wählen Sie zuerst, und sehen Sie dann nach.',
    'Write your number down first, and then look.': 'Schreiben Sie zuerst Ihre Zahl auf, und sehen Sie dann nach.',
    '“<text>” is not a number.': '„<text>“ ist keine Zahl.',
    'You said <guess>, and the figure says <number>.': 'Sie sagten <guess>, und die Abbildung sagt <number>.',
    'You were <far> too high, so ask why.': 'Das war um <far> zu hoch, fragen Sie also, warum.',
    'You were <far> too low, so ask why.': 'Das war um <far> zu niedrig, fragen Sie also, warum.',
    'no such number': 'keine solche Zahl',
    'With <guess> the figure says <is>, which is too small, so ask why.':
      'Mit <guess> sagt die Abbildung <is>, das ist zu klein, fragen Sie also, warum.',
    'With <guess> the figure says <is>, which is too large, so ask why.':
      'Mit <guess> sagt die Abbildung <is>, das ist zu groß, fragen Sie also, warum.',
    'You said “<guess>”, and so it is.': 'Sie sagten „<guess>“, und so ist es.',
    'You said “<guess>”, but it is not so. Ask why.': 'Sie sagten „<guess>“, aber so ist es nicht. Fragen Sie, warum.',
    'Your answer': 'Ihre Antwort',
    'In two or three sentences': 'In zwei oder drei Sätzen',
    'Take it back': 'Zurücknehmen',
    'It is there again.': 'Es ist wieder da.',
    'Another tab had written otherwise, and this has taken its place.':
      'Ein anderer Tab hatte etwas anderes geschrieben, und dies ist an seine Stelle getreten.',
    'This caption comes with the link.': 'Diese Bildunterschrift kommt mit dem Link.',

    // Points of one’s own
    'Edit or paste': 'Bearbeiten oder einfügen',
    'The book’s': 'Die des Buchs',
    'The page’s': 'Die der Seite',
    'You can also drag a point on the chart, or click between the points to add one.':
      'Oder ziehen Sie einen im Diagramm. Ein Klick daneben fügt einen hinzu.',
    'Point <n> of <m>: x <x>, y <y>. Arrow keys move it, Page Up and Page Down choose another, Delete removes it.':
      'Punkt <n> von <m>: x <x>, y <y>. Pfeiltasten bewegen ihn, Bild auf und Bild ab wählen einen anderen, Entf nimmt ihn weg.',
    'Remove point <n>': 'Punkt <n> wegnehmen',
    'Remove this point': 'Diesen Punkt wegnehmen',
    point: 'Punkt',
    x: 'x',
    y: 'y',
    Remove: 'Wegnehmen',
    'Add a point': 'Punkt hinzufügen',
    'The book’s points': 'Die Punkte des Buchs',
    'The page’s points': 'Die Punkte der Seite',
    'Or paste numbers here, a point on each line; one number on each line is y.':
      'Oder fügen Sie hier Zahlen ein, einen Punkt je Zeile; eine einzelne Zahl ist y.',
    'Read them': 'Einlesen',
    'Or choose a CSV file:': 'Oder wählen Sie eine CSV-Datei:',
    '“<text>” <wrong>, so <name> stays <value>.': '„<text>“ <wrong>, also bleibt <name> <value>.',

    // The page
    'Back to the text': 'Zurück zum Text',
    'Reached: back to the text': 'Erreicht: zurück zum Text',
    'Exercise <label>': 'Übung <label>',
    'Slides of this page': 'Folien dieser Seite',
    Back: 'Zurück',
    Next: 'Weiter',
    Keys: 'Tasten',
    'next slide': 'nächste Folie',
    'the one before': 'die vorige',
    'first, last': 'erste, letzte',
    'full screen': 'Vollbild',
    'these keys': 'diese Tasten',
    'back to the page': 'zurück zur Seite',
    Search: 'Suchen',
    'Search the notes': 'In den Notizen suchen',
    'Nothing found for “<text>”.': 'Nichts gefunden zu „<text>“.',
    'In development there is no search: build the site first.':
      'In der Entwicklung gibt es keine Suche: Bauen Sie zuerst die Website.',
    'Search needs a connection': 'Die Suche braucht eine Verbindung',
    'Search needs a connection, or all pages kept on this device. Reload the page to try again.':
      'Die Suche braucht eine Verbindung, oder alle Seiten auf diesem Gerät. Laden Sie die Seite neu, um es noch einmal zu versuchen.',
    'A newer version of the notes is here. What you have set stays as it is.':
      'Eine neuere Fassung der Notizen ist da. Was Sie eingestellt haben, bleibt.',
    'Files of the notes on this device were changed by something other than the notes. They are not used.':
      'Dateien der Notizen auf diesem Gerät wurden verändert, und nicht von den Notizen. Sie werden nicht benutzt.',
    'What is kept': 'Was auf diesem Gerät liegt',
    Reload: 'Neu laden',
    Later: 'Später',

    // Figure 6.5.1
    'Random or grid?': 'Zufall oder Raster?',
    'Here {randomHere} of the random tries hit the good values, and {gridHere} of the grid’s.':
      'Hier treffen {randomHere} der zufälligen Versuche die guten Werte und {gridHere} des Rasters.',
    'After {tried} tries {randomHere} at random have hit the good values, and {gridHere} on the grid.':
      'Nach {tried} Versuchen haben {randomHere} zufällige die guten Werte getroffen und {gridHere} im Raster.',
    'Each search has {trials} tries.': 'Jede Suche hat {trials} Versuche.',
    'the grid finds it': 'das Raster findet es',
    'a random try finds it': 'ein zufälliger Versuch findet es',
    'Over {searches} places of the good values, random search finds them in {random} and the grid in {grid}: <better>.':
      'Über {searches} Lagen der guten Werte findet die Zufallssuche sie in {random}, das Raster in {grid}: <better>.',
    'random search is better': 'Die Zufallssuche ist besser',
    'the grid is better': 'Das Raster ist besser',
    'too near each other to call': 'zu nah beieinander, um zu entscheiden',
    '<n> tries on a grid (<k> × <m>) and as many at random, and where the model is good':
      '<n> Versuche auf einem Raster (<k> × <m>) und ebenso viele zufällige, und wo das Modell gut ist',
    'on a grid': 'im Raster',
    'at random': 'zufällig',
    'the first hyperparameter': 'der erste Hyperparameter',
    'the second hyperparameter': 'der zweite Hyperparameter',
    'the one that matters': 'der eine, der zählt',
    good: 'gut',
    drag: 'ziehen',
    yours: 'Ihre Wahl',
    'Share of searches that find good values, against the number of tries':
      'Anteil der Suchen, die gute Werte finden, gegen die Zahl der Versuche',
    'Share of searches that find good values, against how wide they are':
      'Anteil der Suchen, die gute Werte finden, gegen deren Breite',
    'tries *n*': 'Versuche *n*',
    'searches that find it': 'erfolgreiche Suchen',
    'good share of the range *w*': 'guter Anteil des Bereichs *w*',
    random: 'Zufall',
    grid: 'Raster',
    '<name>, formula': '<name>, Formel',
    'grid: try <n>': 'Raster: Versuch <n>',
    'grid: value of try <n>': 'Raster: Wert von Versuch <n>',
    'grid: square': 'Raster: Feld',
    'grid: name': 'Raster: Name',
    'grid: good': 'Raster: gut',
    'random: try <n>': 'Zufall: Versuch <n>',
    'random: value of try <n>': 'Zufall: Wert von Versuch <n>',
    'random: square': 'Zufall: Feld',
    'random: name': 'Zufall: Name',
    'random: good': 'Zufall: gut',
    'grid: good from, first': 'Raster: gut ab, erster',
    'random: good from, first': 'Zufall: gut ab, erster',
    'grid: good to, first': 'Raster: gut bis, erster',
    'random: good to, first': 'Zufall: gut bis, erster',
    'grid: good from, second': 'Raster: gut ab, zweiter',
    'random: good from, second': 'Zufall: gut ab, zweiter',
    'grid: good to, second': 'Raster: gut bis, zweiter',
    'random: good to, second': 'Zufall: gut bis, zweiter',

    // Figure 6.5.2
    'Searching for hyperparameters': 'Suche nach Hyperparametern',
    'No network has been trained at these values yet.': 'Bei diesen Werten ist noch kein Netz trainiert.',
    'So far {done} of {of} runs: no search is complete.': 'Bisher {done} von {of} Läufen: Keine Suche ist fertig.',
    'All {of} runs are computed, but no search has found a network with a finite loss.':
      'Alle {of} Läufe sind berechnet, aber keine Suche hat ein Netz mit endlichem Verlust gefunden.',
    'So far, with {done} of {of} runs: chosen by <measure>, the best network of <search> has <result>.':
      'Bisher, mit {done} von {of} Läufen: Wählt der <measure>, so hat das beste Netz, das <search> findet, <result>.',
    'The best of these networks is magenta, and the best quarter stands out.':
      'Das beste dieser Netze ist magentafarben, und das beste Viertel hebt sich ab.',
    'Chosen by <measure>, the best network of <search> has <result>.':
      'Wählt der <measure>, so hat das beste Netz, das <search> findet, <result>.',
    'a test loss of {chosen}': 'einen Testverlust von {chosen}',
    'a test error of {chosen}': 'einen Testfehler von {chosen}',
    'Chosen by <measure>, it would have {rival}, which is worse.':
      'Wählte der <measure>, so wären es {rival}, und das ist schlechter.',
    'Chosen by <measure>, it would have {rival}, which is better.':
      'Wählte der <measure>, so wären es {rival}, und das ist besser.',
    'Chosen by <measure>, it would have {rival}, which is no clear difference.':
      'Wählte der <measure>, so wären es {rival}, und das ist kein klarer Unterschied.',
    'Against random search on the same examples it gains {overRandom} on average.':
      'Gegenüber der Zufallssuche gewinnt es auf denselben Beispielen im Mittel {overRandom}.',
    'random search': 'die Zufallssuche',
    'the grid': 'das Raster',
    'the Latin hypercube': 'der lateinische Hyperwürfel',
    'successive halving': 'sukzessives Halbieren',
    'Latin hypercube': 'lateinischer Hyperwürfel',
    Latin: 'lateinisch',
    halving: 'Halbieren',
    'validation loss': 'Validierungsverlust',
    'validation error': 'Validierungsfehler',
    'training loss': 'Trainingsverlust',
    'test loss': 'Testverlust',
    'validation error, %': 'Validierungsfehler, %',
    'test error, %': 'Testfehler, %',
    'The network chosen so far on test examples, against the full trainings spent':
      'Das bisher gewählte Netz auf Testbeispielen, gegen die Zahl der ganzen Trainings',
    'full trainings spent': 'ganze Trainings',
    'test loss of the choice so far': 'Testverlust der bisherigen Wahl',
    'test error of the choice so far': 'Testfehler der bisherigen Wahl',
    'The networks of one search: on each axis what was chosen, the highest value on top, and at last the <measure>, the best on top':
      'Die Netze einer Suche: auf jeder Achse, was gewählt wurde, der höchste Wert oben, und zuletzt der <measure>, der beste oben',
    'bottom of axis <k>': 'unten an Achse <k>',
    'top of axis <k>': 'oben an Achse <k>',
    'highest value on top; on the last axis, the lowest': 'oben: höchster Wert, auf der letzten Achse der niedrigste',
    rate: 'Lernrate',
    momentum: 'Momentum',
    batch: 'Batch',
    width: 'Breite',
    'rate/batch': 'Lernrate/Batch',
    'Adam’s rate': 'Lernrate von Adam',
    'momentum β': 'Momentum β',
    'What matters: how well each alone tells the ranking by <measure>, from 0 to 100 %':
      'Was zählt: wie gut jeder allein die Rangfolge nach <measure> verrät, von 0 bis 100 %',
    hyperparameter: 'Hyperparameter',
    explains: 'erklärt',
    from: 'von',
    to: 'bis',
    'Leader board: the networks with the best scores, of one search of each kind':
      'Bestenliste: die Netze mit den besten Bewertungen, aus je einer Suche jeder Art',
    'found by': 'gefunden von',
    '<search>, choice so far': '<search>, bisherige Wahl',
    'interval, <search>': 'Intervall, <search>',
    'network <n>': 'Netz <n>',
    points: 'Punkte',

    // Figure 6.5.4
    'What the networks are given, and what they make of it': 'Was die Netze bekommen, und was sie daraus machen',
    'So far, with {done} of {of} networks, <rest>': 'Bisher, mit {done} von {of} Netzen: <rest>',
    'The perceptron model is right on {perceptron} of new examples, and on {perceptronTrained} of its own; published for 4000: {perceptronPublished}.':
      'Das Perzeptron erkennt {perceptron} der neuen Beispiele richtig und {perceptronTrained} der eigenen; veröffentlicht für 4000: {perceptronPublished}.',
    'the perceptron model is right on {perceptron} of new examples, and on {perceptronTrained} of its own; published for 4000: {perceptronPublished}.':
      'Das Perzeptron erkennt {perceptron} der neuen Beispiele richtig und {perceptronTrained} der eigenen; veröffentlicht für 4000: {perceptronPublished}.',
    'The logistic model is right on {logistic} of new examples, and on {logisticTrained} of its own; published for 4000: {logisticPublished}.':
      'Die logistische Regression erkennt {logistic} der neuen Beispiele richtig und {logisticTrained} der eigenen; veröffentlicht für 4000: {logisticPublished}.',
    'the logistic model is right on {logistic} of new examples, and on {logisticTrained} of its own; published for 4000: {logisticPublished}.':
      'Die logistische Regression erkennt {logistic} der neuen Beispiele richtig und {logisticTrained} der eigenen; veröffentlicht für 4000: {logisticPublished}.',
    'It takes class {trueClass} for class {takenFor} most often, in {confusedShare} of its examples.':
      'Am häufigsten wird Klasse {trueClass} für Klasse {takenFor} gehalten, bei {confusedShare} ihrer Beispiele.',
    'Test accuracy on the way, and what is published':
      'Genauigkeit auf Testbeispielen unterwegs, und was veröffentlicht ist',
    'test accuracy': 'Genauigkeit im Test',
    'published, perceptron': 'veröffentlicht, Perzeptron',
    'published, logistic': 'veröffentlicht, logistisch',
    'Share of right answers in each class': 'Anteil richtiger Antworten in jeder Klasse',
    'true class': 'wahre Klasse',
    'right answers': 'richtige Antworten',
    'Three examples of each class of MNIST-1D': 'Drei Beispiele jeder Klasse von MNIST-1D',
    'Three examples of class <n>': 'Drei Beispiele der Klasse <n>',
    'class <n>': 'Klasse <n>',
    'class <n>: <k> of <m>': 'Klasse <n>: <k> von <m>',
    'example <n>': 'Beispiel <n>',
    '<model>, with intervals': '<model>, mit Intervallen',
    'examples that excite it': 'Beispiele, die sie erregen',
    weights: 'Gewichte',
    input: 'Eingabe',
    value: 'Wert',
    'Units of the first layer: not trained yet': 'Einheiten der ersten Schicht: noch nicht trainiert',
    'Ten units of the first layer of the <model> model: weights, and what excites them':
      'Zehn Einheiten der ersten Schicht (Modell: <model>): Gewichte, und was sie erregt',
    'Weights of <unit>, and the mean of the examples that excite it most':
      'Gewichte (<unit>) und das Mittel der Beispiele, die sie am stärksten erregen',
    'unit <n>': 'Einheit <n>',
    'output <n>': 'Ausgabe <n>',
    'of the largest': 'vom größten',
    'Which class the <model> model takes for which: counts of test examples':
      'Welche Klasse für welche gehalten wird (Modell: <model>): Anzahlen der Testbeispiele',
    'as <n>': 'als <n>',
    'right, %': 'richtig, %',
    'Settings, and accuracy beside what is published': 'Einstellungen, und die Genauigkeit neben der veröffentlichten',
    model: 'Modell',
    parameters: 'Parameter',
    'training examples': 'Trainingsbeispiele',
    steps: 'Schritte',
    'training accuracy, %': 'Genauigkeit im Training, %',
    'test accuracy, %': 'Genauigkeit im Test, %',
    'published, %': 'veröffentlicht, %',
    runs: 'Läufe',
    perceptron: 'Perzeptron',
    logistic: 'logistisch',
    'perceptron 40-100-100-10': 'Perzeptron 40-100-100-10',
    'logistic regression': 'logistische Regression',
  },

  built: {
    'What you need to know before': 'Was man vorher wissen muss',
    'Passages of this scene': 'Abschnitte dieser Szene',
    Contents: 'Inhalt',
    // The list of pages and the frame
    Start: 'Start',
    'Chapter <n>': 'Kapitel <n>',
    'Your turn': 'Sie sind dran',
    Teaching: 'Für den Unterricht',
    Reference: 'Zum Nachschlagen',
    'Read the notes': 'Die Notizen lesen',
    Laboratory: 'Labor',
    Pages: 'Seiten',
    Before: 'Davor',
    'Previous and next page': 'Vorige und nächste Seite',
    'Dark colours': 'Dunkle Farben',
    'Text and figures CC BY 4.0, code MIT': 'Text und Abbildungen CC BY 4.0, Code MIT',
    'fonts OFL': 'Schriften OFL',
    'Keep for offline': 'Für offline behalten',
    Source: 'Quelle',
    'Edit this page': 'Diese Seite bearbeiten',
    'No cookies of ours': 'Keine Cookies von uns',
    'No cookies, no requests to other hosts': 'Keine Cookies, keine Anfragen an andere Server',

    // Parts of a page
    'About 1 minute. What you need to know before': 'Etwa eine Minute. Was Sie vorher wissen sollten',
    'About <n> minutes. What you need to know before': 'Etwa <n> Minuten. Was Sie vorher wissen sollten',
    'Scripts are off: the figures show their runs as built. Controls, links that set a figure, and search need scripts.':
      'Skripte sind aus: Die Abbildungen zeigen ihre Läufe, wie sie gebaut wurden. Regler, Links, die eine Abbildung einstellen, und die Suche brauchen Skripte.',
    Figure: 'Abbildung',
    figure: 'Abbildung',
    figures: 'Abbildungen',
    Equation: 'Gleichung',
    'How it is checked': 'Wie sie geprüft ist',
    Deeper: 'Vertiefung',
    'In short': 'Kurz gesagt',
    'What is said': 'Was gesagt wird',
    'When it is true': 'Wann es stimmt',
    'In an exam': 'In einer Prüfung',
    Experiment: 'Experiment',
    'From the notes': 'Aus den Notizen',
    'The ideas of the chapter, each with a link to its scene':
      'Die Gedanken des Kapitels, jeder mit einem Link zu seinem Bild',
    Correction: 'Berichtigung',
    two: 'zwei',
    three: 'drei',
    four: 'vier',
    five: 'fünf',
    six: 'sechs',
    seven: 'sieben',
    Solution: 'Lösung',
    Find: 'Finden',
    'Predict, then look': 'Vorhersagen, dann nachsehen',
    Explain: 'Erklären',
    easy: 'leicht',
    medium: 'mittel',
    hard: 'schwer',
    'All terms': 'Alle Begriffe',

    // Terms; what they share with figures stands above
    'The few examples from which one step takes its gradient; the next step draws its own.':
      'Die wenigen Beispiele, aus denen ein Schritt seinen Gradienten nimmt; der nächste zieht seine eigenen.',
    epoch: 'Epoche',
    'One pass through all the training examples, batch by batch.':
      'Ein Durchgang durch alle Trainingsbeispiele, Batch für Batch.',
    'grid search': 'Rastersuche',
    'Trying every combination of a few values of each hyperparameter.':
      'Man probiert alle Kombinationen einiger weniger Werte jedes Hyperparameters.',
    'A number that you choose before training, such as the learning rate, and that training itself leaves alone.':
      'Eine Zahl, die man vor dem Training wählt, wie die Lernrate, und die das Training selbst nicht ändert.',
    'learning rate': 'Lernrate',
    'The number $\\alpha$ that turns a gradient into a step: with twice the rate the same slope gives twice the step.':
      'Die Zahl $\\alpha$, die aus einem Gradienten einen Schritt macht: Bei doppelter Lernrate gibt dieselbe Steigung die doppelte Schrittweite.',
    'Making each step from a moving average of the gradients; $\\beta$ says how much of the past it keeps.':
      'Jeder Schritt folgt einem gleitenden Mittel der Gradienten; $\\beta$ sagt, wie viel von der Vergangenheit es behält.',
    parameter: 'Parameter',
    'One of the numbers in a model that training changes.': 'Eine der Zahlen eines Modells, die das Training ändert.',
    'Trying settings in which each hyperparameter is drawn at random, independently of the others.':
      'Man probiert Einstellungen, in denen jeder Hyperparameter zufällig gezogen ist, unabhängig von den anderen.',
    seed: 'Startwert',
    'The number from which a computer starts its random draws: the same seed gives the same draws, and so the same run.':
      'Die Zahl, von der aus ein Rechner zufällig zieht: Derselbe Startwert gibt dieselben Ziehungen und damit denselben Lauf.',
    validation: 'Validierung',
    'Comparing trained models on examples that were kept out of training, in order to choose one.':
      'Man vergleicht trainierte Modelle auf Beispielen, die vom Training ausgenommen waren, um eines auszuwählen.',

    // Figure 6.5.1
    'Which search finds good hyperparameters with the same number of tries?':
      'Welche Suche findet mit gleich vielen Versuchen gute Hyperparameter?',
    'Random search finds more than a grid': 'Die Zufallssuche findet mehr als ein Raster',
    'Each square has one hyperparameter along and the other upwards, and a model is good in the tint, which you can drag in the left one. The left square has its tries on a grid, the right one has as many at random; a try that hits the tint is a blue disc. The thin lines lead to the values that were tried of the one that matters. Two charts count the searches that succeed: dots for random search, rings for the grid, dashed what the formulas say. Let both hyperparameters matter: which search is better now?':
      'In jedem Feld läuft ein Hyperparameter nach rechts, der andere nach oben, und ein Modell ist in der Tönung gut, die Sie im linken ziehen können. Das linke Feld hat seine Versuche im Raster, das rechte ebenso viele zufällig; ein Versuch, der die Tönung trifft, ist eine blaue Scheibe. Die dünnen Linien führen zu den ausprobierten Werten dessen, der zählt. Zwei Diagramme zählen die Suchen, die Erfolg haben: Punkte für die Zufallssuche, Ringe für das Raster, gestrichelt die Formeln. Lassen Sie beide Hyperparameter zählen: Welche Suche ist nun besser?',
    'What matters': 'Was zählt',
    'Either one of the two hyperparameters alone decides how good a model is, or both do.':
      'Entweder entscheidet einer der beiden Hyperparameter allein, wie gut ein Modell ist, oder beide.',
    'the first': 'der erste',
    'the second': 'der zweite',
    both: 'beide',
    'Tries along a side of the grid *k*': 'Versuche je Seite des Rasters *k*',
    'The grid tries k values of each hyperparameter: k = 4 makes 16 tries (4 × 4). Random search may try as often.':
      'Das Raster probiert k Werte jedes Hyperparameters: k = 4 ergibt 16 Versuche (4 × 4). Die Zufallssuche darf ebenso oft probieren.',
    'Good share of the range *w*': 'Guter Anteil des Bereichs *w*',
    'How much of the range of a hyperparameter is good, if it matters.':
      'Wie viel vom Bereich eines Hyperparameters gut ist, wenn er zählt.',
    'Good values, first': 'Gute Werte, erster',
    'Good values, second': 'Gute Werte, zweiter',
    'Drag them on a sheet. The percentages stay as they are, because each is over a thousand other places of the good values.':
      'Ziehen Sie sie auf einem Feld. Die Prozente bleiben, weil jeder über tausend andere Lagen der guten Werte geht.',
    'Searches of each kind': 'Suchen jeder Art',
    'Each simulated search has its good values in another place.':
      'Jede simulierte Suche hat ihre guten Werte an einer anderen Stelle.',
    Seed: 'Startwert',
    'Decides the random tries.': 'Entscheidet über die zufälligen Versuche.',

    // Figure 6.5.2
    'Which search finds the best network, and by what must “best” be measured?':
      'Welche Suche findet das beste Netz, und woran muss man „das beste“ messen?',
    'Validation examples choose a better network than the training loss':
      'Validierungsbeispiele wählen ein besseres Netz als der Trainingsverlust',
    'Searches at equal cost. The first chart shows what the network chosen so far does on test examples: the mean over the repetitions, and for the search you have chosen a 95 % interval (Student’s t), in magenta. In the next chart each line is one network of one search: it crosses every axis at the value that was chosen, high for a high value, and ends at its score, the best on top. The best quarter is drawn dark, and the best of all magenta. The ratio of rate to batch size is no choice of its own but worked out from two. One table says how well each hyperparameter alone tells the ranking of the networks: the share of the variance of their ranks that a parabola in it explains, over all random and Latin searches, with a bootstrap interval. The other has the best networks of one search of each kind. Which hyperparameter do good networks share? And what happens when the training loss chooses?':
      'Suchen bei gleichen Kosten. Das erste Diagramm zeigt, was das bisher gewählte Netz auf Testbeispielen leistet: das Mittel über die Wiederholungen, und für die gewählte Suche ein Intervall (95 %, Student-t), magentafarben. Im nächsten Diagramm ist jede Linie ein Netz einer Suche: Sie kreuzt jede Achse bei dem Wert, der gewählt wurde, oben für einen hohen Wert, und endet bei seiner Bewertung, die beste ganz oben. Das beste Viertel ist dunkel gezeichnet, das beste von allen magentafarben. Das Verhältnis von Lernrate zu Batchgröße ist keine eigene Wahl, sondern aus zweien errechnet. Eine Tabelle sagt, wie gut jeder Hyperparameter allein die Rangfolge der Netze verrät: den Anteil an der Varianz ihrer Ränge, den eine Parabel in ihm erklärt, über alle Zufallssuchen und lateinischen Suchen, mit einem Bootstrap-Intervall. Die andere hat die besten Netze aus je einer Suche jeder Art. Welchen Hyperparameter haben gute Netze gemeinsam? Und was geschieht, wenn der Trainingsverlust wählt?',
    'Search shown': 'Gezeigte Suche',
    'Whose choices are drawn in colour and whose networks are drawn as lines. Random search and the grid stay for comparison.':
      'Wessen Wahl farbig und wessen Netze als Linien gezeichnet werden. Zufallssuche und Raster bleiben zum Vergleich.',
    'Choose by': 'Gewählt nach',
    'The search picks the network with the lowest of these. How good its pick is, other examples then say: the test examples.':
      'Die Suche nimmt das Netz mit dem kleinsten davon. Wie gut ihre Wahl ist, sagen dann andere Beispiele: die Testbeispiele.',
    Searched: 'Gesucht',
    'Either four hyperparameters of SGD with momentum, or Adam’s rate alone, for a network of 32 hidden units and batches of 64.':
      'Entweder vier Hyperparameter von SGD mit Momentum, oder allein die Lernrate von Adam, für ein Netz mit 32 verborgenen Einheiten und Batches von 64.',
    'rate, momentum, batch, width': 'Lernrate, Momentum, Batch, Breite',
    'Budget of a search': 'Budget einer Suche',
    'How many full trainings a search may cost. A grid of 16 has two values of each hyperparameter, and one of 81 has three. For Adam’s rate there are 9.':
      'Wie viele ganze Trainings eine Suche kosten darf. Ein Raster von 16 hat zwei Werte jedes Hyperparameters, eines von 81 drei. Für die Lernrate von Adam sind es 9.',
    '<n> networks': '<n> Netze',
    'Epochs of a full training': 'Epochen eines ganzen Trainings',
    'Successive halving trains its first networks for a ninth of them.':
      'Das sukzessive Halbieren trainiert seine ersten Netze ein Neuntel davon.',
    Repetitions: 'Wiederholungen',
    'How often each search is repeated, each time on other examples.':
      'Wie oft jede Suche wiederholt wird, jedes Mal auf anderen Beispielen.',
    'First seed': 'Erster Startwert',
    'Decides the examples, the first weights, the batches and the random tries.':
      'Entscheidet über die Beispiele, die ersten Gewichte, die Batches und die zufälligen Versuche.',

    // Figure 6.5.4
    'What does a network look for in these curves, and which classes does it take for one another?':
      'Worauf achtet ein Netz in diesen Kurven, und welche Klassen verwechselt es?',
    'The first chart shows the share of 4000 test examples that are answered correctly as training goes on, with a dashed line where the published accuracies for 4000 training examples lie. The next has the same for each class at the end, strong for the model shown. Then come three examples of each class, and ten units of the first layer: their weights, and in grey the mean of the forty test examples that excite them most, each as a share of its largest value. Of the perceptron they are the ten units with the largest part in its answers. What does each of them wait for, and can it be one class alone? Bars are 95 % intervals over the seeds (Student’s t).':
      'Das erste Diagramm zeigt, welcher Anteil von 4000 Testbeispielen im Lauf des Trainings richtig beantwortet wird, mit gestrichelten Linien bei den veröffentlichten Genauigkeiten für 4000 Trainingsbeispiele. Das nächste zeigt dasselbe am Ende für jede Klasse, kräftig für das gezeigte Modell. Dann kommen drei Beispiele jeder Klasse und zehn Einheiten der ersten Schicht: ihre Gewichte und in Grau das Mittel der vierzig Testbeispiele, die sie am stärksten erregen, jeweils als Anteil am größten Wert. Beim Perzeptron sind es die zehn Einheiten mit dem größten Anteil an seinen Antworten. Worauf wartet jede von ihnen, und kann es eine einzige Klasse sein? Die Balken sind Intervalle über die Startwerte (95 %, Student-t).',
    'Model shown': 'Gezeigtes Modell',
    'The model whose units and confusions are drawn. Both are trained.':
      'Das Modell, dessen Einheiten und Verwechslungen gezeichnet werden. Trainiert werden beide.',
    'Training examples': 'Trainingsbeispiele',
    'The published accuracies are for 4000 of them.': 'Die veröffentlichten Genauigkeiten gelten für 4000.',
    'Rate of Adam α': 'Lernrate von Adam α',
    'The rate of Adam, with β = 0.9, γ = 0.999 and batches of 100.':
      'Die Lernrate von Adam, mit β = 0.9, γ = 0.999 und Batches von 100.',
    Steps: 'Schritte',
    'How many steps Adam makes.': 'Wie viele Schritte Adam macht.',
    Seeds: 'Startwerte',
    'How many networks are trained, each with its own examples, weights and batches.':
      'Wie viele Netze trainiert werden, jedes mit eigenen Beispielen, Gewichten und Batches.',
    'Decides the examples, the weights and the batches.':
      'Entscheidet über die Beispiele, die Gewichte und die Batches.',
  },

  starlight: {
    'i18n.untranslatedContent': 'Diese Seite gibt es noch nicht auf Deutsch. Hier steht sie auf Englisch.',
    '404.text': 'Diese Seite gibt es nicht. Prüfen Sie die Adresse, oder suchen Sie.',
  },
};

export default de;
