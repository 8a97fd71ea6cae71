<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>&amp;New script</source>
        <translation>&amp;Neues Skript</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation>&amp;Beispiele</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Save a&amp;ll</source>
        <translation>&amp;Alle speichern</translation>
    </message>
    <message>
        <source>&amp;Reload from disk</source>
        <translation>Neu von der Festp&amp;latte laden</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>Alle schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>A&amp;lles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>R&amp;eplace</source>
        <translation>Erse&amp;tzen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Weiters&amp;uchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>Find in open files</source>
        <translation>In offenen Dateien suchen</translation>
    </message>
    <message>
        <source>&amp;Go to line…</source>
        <translation>&amp;Gehe zu Zeile …</translation>
    </message>
    <message>
        <source>Toggle co&amp;mment</source>
        <translation>Aus- oder einko&amp;mmentieren</translation>
    </message>
    <message>
        <source>Indent lines</source>
        <translation>Zeilen einrücken</translation>
    </message>
    <message>
        <source>Unindent lines</source>
        <translation>Zeilen ausrücken</translation>
    </message>
    <message>
        <source>Move lines up</source>
        <translation>Zeilen nach oben</translation>
    </message>
    <message>
        <source>Move lines down</source>
        <translation>Zeilen nach unten</translation>
    </message>
    <message>
        <source>&amp;Duplicate lines</source>
        <translation>Zeilen &amp;verdoppeln</translation>
    </message>
    <message>
        <source>Delete lines</source>
        <translation>Zeilen löschen</translation>
    </message>
    <message>
        <source>Join lines</source>
        <translation>Zeilen verbinden</translation>
    </message>
    <message>
        <source>Select line</source>
        <translation>Zeile auswählen</translation>
    </message>
    <message>
        <source>Jump to bracket</source>
        <translation>Zur Gegenklammer</translation>
    </message>
    <message>
        <source>Trim trailing space</source>
        <translation>Leerraum am Zeilenende entfernen</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vervollständigen</translation>
    </message>
    <message>
        <source>Pre&amp;ferences</source>
        <translation>E&amp;instellungen</translation>
    </message>
    <message>
        <source>&amp;Command palette</source>
        <translation>Be&amp;fehlspalette</translation>
    </message>
    <message>
        <source>&amp;Editor</source>
        <translation>&amp;Editor</translation>
    </message>
    <message>
        <source>&amp;Terminal</source>
        <translation>&amp;Terminal</translation>
    </message>
    <message>
        <source>&amp;Frame</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>&amp;Instruments</source>
        <translation>I&amp;nstrumente</translation>
    </message>
    <message>
        <source>&amp;Rail</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>Rail &amp;labels</source>
        <translation>&amp;Beschriftung der Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Viewer mode</source>
        <translation>Betra&amp;chter</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Schriftgröße</translation>
    </message>
    <message>
        <source>&amp;Wrap lines</source>
        <translation>&amp;Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Show white&amp;space</source>
        <translation>&amp;Leerraum anzeigen</translation>
    </message>
    <message>
        <source>Fold or unfold</source>
        <translation>Auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>Alles zuklappen</translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>Alles aufklappen</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Zwischen Dunkel und Hell wechseln</translation>
    </message>
    <message>
        <source>Reset the &amp;layout</source>
        <translation>&amp;Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>C&amp;hoose a camera</source>
        <translation>Kamera &amp;wählen</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Run the script</source>
        <translation>Skript &amp;ausführen</translation>
    </message>
    <message>
        <source>Cancel what is waited for</source>
        <translation>Laufenden Vorgang abbrechen</translation>
    </message>
    <message>
        <source>Connect by &amp;itself</source>
        <translation>V&amp;on selbst verbinden</translation>
    </message>
    <message>
        <source>&amp;Stop scripts when connecting and disconnecting</source>
        <translation>Beim Verbinden und Trennen Skripte &amp;stoppen</translation>
    </message>
    <message>
        <source>Re&amp;name the camera…</source>
        <translation>Kamera &amp;umbenennen …</translation>
    </message>
    <message>
        <source>Re&amp;set the camera</source>
        <translation>Kamera &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Enter the &amp;bootloader</source>
        <translation>In den &amp;Bootloader wechseln</translation>
    </message>
    <message>
        <source>&amp;Clear the terminal</source>
        <translation>Terminal &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Save the terminal&apos;s text…</source>
        <translation>&amp;Text des Terminals speichern …</translation>
    </message>
    <message>
        <source>&amp;Find in the terminal</source>
        <translation>Im Terminal &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Go to the script&apos;s error</source>
        <translation>&amp;Zum Fehler des Skripts</translation>
    </message>
    <message>
        <source>&amp;Histogram</source>
        <translation>&amp;Histogramm</translation>
    </message>
    <message>
        <source>&amp;Board</source>
        <translation>&amp;Board</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>S&amp;peicher</translation>
    </message>
    <message>
        <source>&amp;Statistics</source>
        <translation>&amp;Statistik</translation>
    </message>
    <message>
        <source>&amp;Next document</source>
        <translation>&amp;Nächstes Dokument</translation>
    </message>
    <message>
        <source>&amp;Previous document</source>
        <translation>&amp;Voriges Dokument</translation>
    </message>
    <message>
        <source>Next p&amp;ane</source>
        <translation>Nächster B&amp;ereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About OMV IDE</source>
        <translation>&amp;Über OMV IDE</translation>
    </message>
    <message>
        <source>Enco&amp;ding…</source>
        <translation>&amp;Kodierung …</translation>
    </message>
    <message>
        <source>L&amp;ine ends…</source>
        <translation>&amp;Zeilenenden …</translation>
    </message>
    <message>
        <source>Indentation…</source>
        <translation>Einrückung …</translation>
    </message>
    <message>
        <source>Language of the text…</source>
        <translation>Sprache des Textes …</translation>
    </message>
    <message>
        <source>Firm&amp;ware</source>
        <translation>Firm&amp;ware</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>Tasten drücken</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Runter</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
</context>
<context>
    <name>QTabBar</name>
    <message>
        <source>Scroll Left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>Nach rechts</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>ScriptErrorHelp</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Memory cannot be taken inside an interrupt: make buffers before, or hand the work on with micropython.schedule().</source>
        <translation>In einem Interrupt lässt sich kein Speicher belegen: Puffer vorher anlegen oder die Arbeit mit micropython.schedule() weitergeben.</translation>
    </message>
    <message>
        <source>The script asked for %1 in one piece and so much is not free: use a smaller frame size or csi.GRAYSCALE, or change pictures in place instead of copying them.</source>
        <translation>Das Skript wollte %1 am Stück, und so viel ist nicht frei: eine kleinere Bildgröße oder csi.GRAYSCALE wählen, oder Bilder an Ort und Stelle ändern, statt sie zu kopieren.</translation>
    </message>
    <message>
        <source>The board has no memory left: use a smaller frame size, or let go of pictures and lists that are not needed any more.</source>
        <translation>Das Board hat keinen Speicher mehr: eine kleinere Bildgröße wählen, oder Bilder und Listen loslassen, die nicht mehr gebraucht werden.</translation>
    </message>
    <message>
        <source>This board&apos;s firmware is built without that function.</source>
        <translation>Die Firmware dieses Boards ist ohne diese Funktion gebaut.</translation>
    </message>
    <message>
        <source>The region must be at least one pixel wide and high and lie within the picture.</source>
        <translation>Der Bereich muss mindestens ein Pixel breit und hoch sein und im Bild liegen.</translation>
    </message>
    <message>
        <source>The board does not allow this.</source>
        <translation>Das Board erlaubt das nicht.</translation>
    </message>
    <message>
        <source>There is no such file or folder on the board: check the path, which begins with /flash, /sdcard or /rom.</source>
        <translation>Diese Datei oder diesen Ordner gibt es auf dem Board nicht: den Pfad prüfen, er beginnt mit /flash, /sdcard oder /rom.</translation>
    </message>
    <message>
        <source>Reading or writing failed: a device does not answer, or the card or drive is damaged.</source>
        <translation>Lesen oder Schreiben ist gescheitert: Ein Gerät antwortet nicht, oder Karte oder Laufwerk sind beschädigt.</translation>
    </message>
    <message>
        <source>The file or socket was closed already.</source>
        <translation>Die Datei oder der Socket ist schon geschlossen.</translation>
    </message>
    <message>
        <source>Nothing is there yet: try again a little later.</source>
        <translation>Es ist noch nichts da: etwas später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The board has no memory left for this.</source>
        <translation>Das Board hat dafür keinen Speicher mehr.</translation>
    </message>
    <message>
        <source>The device is in use already.</source>
        <translation>Das Gerät ist schon in Benutzung.</translation>
    </message>
    <message>
        <source>A file or folder of that name exists already.</source>
        <translation>Eine Datei oder einen Ordner mit diesem Namen gibt es schon.</translation>
    </message>
    <message>
        <source>The device does not answer: check its wiring, address and power.</source>
        <translation>Das Gerät antwortet nicht: Verdrahtung, Adresse und Versorgung prüfen.</translation>
    </message>
    <message>
        <source>Part of the path is a file, not a folder.</source>
        <translation>Ein Teil des Pfads ist eine Datei, kein Ordner.</translation>
    </message>
    <message>
        <source>The path is a folder, not a file.</source>
        <translation>Der Pfad ist ein Ordner, keine Datei.</translation>
    </message>
    <message>
        <source>The device or file does not take that value.</source>
        <translation>Das Gerät oder die Datei nimmt diesen Wert nicht an.</translation>
    </message>
    <message>
        <source>The file would become too large for this drive.</source>
        <translation>Die Datei würde für dieses Laufwerk zu groß.</translation>
    </message>
    <message>
        <source>The board&apos;s drive is full: delete files that are no longer needed.</source>
        <translation>Das Laufwerk des Boards ist voll: Dateien löschen, die nicht mehr gebraucht werden.</translation>
    </message>
    <message>
        <source>That drive can only be read, as /rom always.</source>
        <translation>Dieses Laufwerk lässt sich nur lesen, /rom immer.</translation>
    </message>
    <message>
        <source>The folder is not empty.</source>
        <translation>Der Ordner ist nicht leer.</translation>
    </message>
    <message>
        <source>That operation is not supported here.</source>
        <translation>Das wird hier nicht unterstützt.</translation>
    </message>
    <message>
        <source>The network port is in use already.</source>
        <translation>Der Netzwerk-Port ist schon in Benutzung.</translation>
    </message>
    <message>
        <source>The other side closed the connection.</source>
        <translation>Die Gegenseite hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Es besteht keine Verbindung.</translation>
    </message>
    <message>
        <source>The device or the network did not answer in time.</source>
        <translation>Das Gerät oder das Netzwerk hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Nobody listens at that address and port.</source>
        <translation>Unter dieser Adresse und diesem Port hört niemand zu.</translation>
    </message>
    <message>
        <source>The network has no way to that address.</source>
        <translation>Das Netzwerk hat keinen Weg zu dieser Adresse.</translation>
    </message>
    <message>
        <source>The operation is still on its way.</source>
        <translation>Der Vorgang läuft noch.</translation>
    </message>
    <message>
        <source>The host name could not be found: check it, and the network connection.</source>
        <translation>Der Rechnername wurde nicht gefunden: ihn und die Netzwerkverbindung prüfen.</translation>
    </message>
    <message>
        <source>MicroPython has no %1; the way here is: %2</source>
        <translation>MicroPython hat kein %1; hier geht es so: %2</translation>
    </message>
    <message>
        <source>This board&apos;s firmware has no module %1 and its drive no %1.py: copy the file to the drive, or do without.</source>
        <translation>Die Firmware dieses Boards hat kein Modul %1 und sein Laufwerk kein %1.py: die Datei auf das Laufwerk kopieren oder ohne sie auskommen.</translation>
    </message>
    <message>
        <source>The module is there, but it has no %1 on this board: check the spelling and the firmware version.</source>
        <translation>Das Modul ist da, aber es hat auf diesem Board kein %1: Schreibweise und Firmware-Version prüfen.</translation>
    </message>
    <message>
        <source>The sensor delivered no frame in time: reset() it first, and check the sensor module, its cable, and triggered mode.</source>
        <translation>Der Sensor hat nicht rechtzeitig ein Bild geliefert: vorher reset() aufrufen, dann Sensormodul, Kabel und Trigger-Betrieb prüfen.</translation>
    </message>
    <message>
        <source>No such sensor answers: check that the module is seated, and the cid if one was given.</source>
        <translation>So ein Sensor antwortet nicht: prüfen, ob das Modul richtig sitzt, und die cid, falls eine angegeben ist.</translation>
    </message>
    <message>
        <source>The sensor refused this setting: not every sensor has every frame size, format and effect.</source>
        <translation>Der Sensor lehnt diese Einstellung ab: Nicht jeder Sensor hat jede Bildgröße, jedes Format und jeden Effekt.</translation>
    </message>
    <message>
        <source>This sensor does not have that setting.</source>
        <translation>Dieser Sensor hat diese Einstellung nicht.</translation>
    </message>
    <message>
        <source>That setting does not work with the chosen pixel format.</source>
        <translation>Diese Einstellung passt nicht zum gewählten Pixelformat.</translation>
    </message>
    <message>
        <source>Choose pixformat() after reset() and before snapshot(), and one that this sensor has.</source>
        <translation>pixformat() nach reset() und vor snapshot() wählen, und eines, das dieser Sensor hat.</translation>
    </message>
    <message>
        <source>Choose framesize() after reset() and before snapshot(), and one that this sensor has.</source>
        <translation>framesize() nach reset() und vor snapshot() wählen, und eine, die dieser Sensor hat.</translation>
    </message>
    <message>
        <source>The frame does not fit into the frame buffer: use a smaller frame size, a lower JPEG quality, or fewer buffers.</source>
        <translation>Das Bild passt nicht in den Bildpuffer: eine kleinere Bildgröße, eine geringere JPEG-Qualität oder weniger Puffer wählen.</translation>
    </message>
    <message>
        <source>This sensor cannot deliver that frame rate at this frame size.</source>
        <translation>Dieser Sensor schafft diese Bildrate bei dieser Bildgröße nicht.</translation>
    </message>
    <message>
        <source>The window must lie within the frame size, which must be set before.</source>
        <translation>Das Fenster muss innerhalb der Bildgröße liegen, die vorher gesetzt sein muss.</translation>
    </message>
    <message>
        <source>The sensor delivered a damaged frame: try again, then check the sensor module and its cable.</source>
        <translation>Der Sensor hat ein beschädigtes Bild geliefert: noch einmal versuchen, dann Sensormodul und Kabel prüfen.</translation>
    </message>
    <message>
        <source>The sensor does not answer: check the sensor module and its cable.</source>
        <translation>Der Sensor antwortet nicht: Sensormodul und Kabel prüfen.</translation>
    </message>
    <message>
        <source>A function calls itself too often: boards have room for few nested calls, so use a loop.</source>
        <translation>Eine Funktion ruft sich zu oft selbst auf: Boards haben nur für wenige verschachtelte Aufrufe Platz, besser eine Schleife nehmen.</translation>
    </message>
    <message>
        <source>Interrupts come faster than their handlers run: do less in them.</source>
        <translation>Interrupts kommen schneller, als ihre Handler laufen: darin weniger tun.</translation>
    </message>
    <message>
        <source>The sensor does not take these arguments: check their number and range.</source>
        <translation>Der Sensor nimmt diese Argumente nicht an: Anzahl und Wertebereich prüfen.</translation>
    </message>
    <message>
        <source>The value before .%1 is None: the call that made it found or returned nothing.</source>
        <translation>Der Wert vor .%1 ist None: Der Aufruf, der ihn lieferte, hat nichts gefunden oder nichts zurückgegeben.</translation>
    </message>
    <message>
        <source>The module has no %1 on this board: check the spelling, and that no file of yours has the module&apos;s name.</source>
        <translation>Das Modul hat auf diesem Board kein %1: die Schreibweise prüfen, und dass keine eigene Datei so heißt wie das Modul.</translation>
    </message>
    <message>
        <source>%1 has no %2 on this board: check the spelling and the firmware version.</source>
        <translation>%1 hat auf diesem Board kein %2: Schreibweise und Firmware-Version prüfen.</translation>
    </message>
    <message>
        <source>Nothing is called %1 here: check the spelling, or import or assign it first.</source>
        <translation>Hier heißt nichts %1: die Schreibweise prüfen, oder es vorher importieren oder zuweisen.</translation>
    </message>
    <message>
        <source>The name gets its value later in this function: assign it first, or declare it global.</source>
        <translation>Der Name bekommt seinen Wert erst später in dieser Funktion: vorher zuweisen oder als global deklarieren.</translation>
    </message>
    <message>
        <source>This statement only works inside a function.</source>
        <translation>Diese Anweisung geht nur in einer Funktion.</translation>
    </message>
    <message>
        <source>This statement only works inside a loop.</source>
        <translation>Diese Anweisung geht nur in einer Schleife.</translation>
    </message>
    <message>
        <source>This board cannot compile native code.</source>
        <translation>Dieses Board kann keinen nativen Code übersetzen.</translation>
    </message>
    <message>
        <source>The line is not valid Python: look for a missing bracket, quote, colon or comma, also in the line before, and for an empty block.</source>
        <translation>Die Zeile ist kein gültiges Python: nach einer fehlenden Klammer oder einem fehlenden Anführungszeichen, Doppelpunkt oder Komma suchen, auch in der Zeile davor, und nach einem leeren Block.</translation>
    </message>
    <message>
        <source>The line is further to the right than its block: make the blanks before it equal.</source>
        <translation>Die Zeile steht weiter rechts als ihr Block: davor gleich viele Leerzeichen setzen.</translation>
    </message>
    <message>
        <source>The blanks before the line fit no block: make them equal, and do not mix tabs and spaces.</source>
        <translation>Die Einrückung passt zu keinem Block: gleich viele Leerzeichen setzen und Tabs und Leerzeichen nicht mischen.</translation>
    </message>
    <message>
        <source>The function wants %1 arguments and got %2; a method counts the object itself.</source>
        <translation>Erwartete Argumente: %1, bekommen: %2; bei einer Methode zählt das Objekt selbst mit.</translation>
    </message>
    <message>
        <source>The call lacks %1 arguments.</source>
        <translation>Dem Aufruf fehlen Argumente: %1.</translation>
    </message>
    <message>
        <source>The call has too many arguments: since firmware 5.0 points, lines and boxes are one tuple, as in draw_line((0, 0, 10, 10)).</source>
        <translation>Der Aufruf hat zu viele Argumente: Seit Firmware 5.0 sind Punkte, Linien und Rechtecke ein Tupel, wie in draw_line((0, 0, 10, 10)).</translation>
    </message>
    <message>
        <source>The call names an argument that the function does not have: check the spelling.</source>
        <translation>Der Aufruf nennt ein Argument, das die Funktion nicht hat: die Schreibweise prüfen.</translation>
    </message>
    <message>
        <source>This operator does not work between %1 and %2: convert one of them first.</source>
        <translation>Dieser Operator geht zwischen %1 und %2 nicht: eines von beiden vorher umwandeln.</translation>
    </message>
    <message>
        <source>What stands before the brackets is no function; since firmware 5.0 results such as blob.cx are values, without brackets.</source>
        <translation>Was vor den Klammern steht, ist keine Funktion; seit Firmware 5.0 sind Ergebnisse wie blob.cx Werte, ohne Klammern.</translation>
    </message>
    <message>
        <source>A loop or unpacking needs a list or tuple here; check whether the value is None.</source>
        <translation>Eine Schleife oder ein Entpacken braucht hier eine Liste oder ein Tupel; prüfen, ob der Wert None ist.</translation>
    </message>
    <message>
        <source>Square brackets need a list, tuple or dict here; check whether the value is None.</source>
        <translation>Eckige Klammern brauchen hier eine Liste, ein Tupel oder ein dict; prüfen, ob der Wert None ist.</translation>
    </message>
    <message>
        <source>The value is of a kind that is not accepted here: convert it first.</source>
        <translation>Ein Wert dieser Art wird hier nicht angenommen: vorher umwandeln.</translation>
    </message>
    <message>
        <source>The text is no number: remove blanks and other signs, or check it first.</source>
        <translation>Der Text ist keine Zahl: Leerzeichen und andere Zeichen entfernen, oder ihn vorher prüfen.</translation>
    </message>
    <message>
        <source>This board has no pin or LED of that name.</source>
        <translation>Dieses Board hat keinen Pin und keine LED mit diesem Namen.</translation>
    </message>
    <message>
        <source>A tuple has the wrong number of items: points have 2, boxes and lines 4.</source>
        <translation>Ein Tupel hat die falsche Anzahl Elemente: Punkte haben 2, Rechtecke und Linien 4.</translation>
    </message>
    <message>
        <source>The number of names on the left differs from the number of values on the right.</source>
        <translation>Links stehen nicht so viele Namen wie rechts Werte.</translation>
    </message>
    <message>
        <source>The text is not valid JSON.</source>
        <translation>Der Text ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>The list or tuple is shorter than the index: check len() first, counting from 0.</source>
        <translation>Die Liste oder das Tupel ist kürzer als der Index: vorher len() prüfen, gezählt wird ab 0.</translation>
    </message>
    <message>
        <source>The dict has no such key: use get(), or check with &apos;in&apos; first.</source>
        <translation>Das dict hat keinen solchen Schlüssel: get() verwenden oder vorher mit &apos;in&apos; prüfen.</translation>
    </message>
    <message>
        <source>The divisor is 0: check it first.</source>
        <translation>Der Divisor ist 0: vorher prüfen.</translation>
    </message>
    <message>
        <source>A condition that the script asserts does not hold.</source>
        <translation>Eine Bedingung, die das Skript mit assert fordert, ist nicht erfüllt.</translation>
    </message>
    <message>
        <source>MicroPython does not have this part of Python.</source>
        <translation>MicroPython hat diesen Teil von Python nicht.</translation>
    </message>
    <message>
        <source>There is nothing more to read.</source>
        <translation>Es gibt nichts mehr zu lesen.</translation>
    </message>
    <message>
        <source>next() was called at the end: give it a default value.</source>
        <translation>next() wurde am Ende aufgerufen: einen Vorgabewert mitgeben.</translation>
    </message>
    <message>
        <source>The bytes are not UTF-8 text.</source>
        <translation>Die Bytes sind kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>The number is too large here.</source>
        <translation>Die Zahl ist hier zu groß.</translation>
    </message>
</context>
<context>
    <name>omv::ide</name>
    <message>
        <source>OMV IDE</source>
        <translation>OMV IDE</translation>
    </message>
    <message>
        <source>The open files of the last session are not known.</source>
        <translation>Die offenen Dateien der letzten Sitzung sind nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 cannot be understood; it was moved to %2.</source>
        <translation>%1 ist nicht zu verstehen; die Datei heißt jetzt %2.</translation>
    </message>
    <message>
        <source>Open your files again: File &gt; Open recent.</source>
        <translation>Die Dateien neu öffnen: Datei &gt; Zuletzt geöffnet.</translation>
    </message>
    <message>
        <source>%1 was not opened.</source>
        <translation>%1 wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 was not saved. The file on disk is as it was.</source>
        <translation>%1 wurde nicht gespeichert. Die Datei auf der Festplatte ist, wie sie war.</translation>
    </message>
    <message>
        <source>%1 was not saved.</source>
        <translation>%1 wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Make the folder %1 again, or save under another name.</source>
        <translation>Den Ordner %1 wieder anlegen oder unter einem anderen Namen speichern.</translation>
    </message>
    <message>
        <source>Make room on the disk, then save again.</source>
        <translation>Auf der Festplatte Platz schaffen und noch einmal speichern.</translation>
    </message>
    <message>
        <source>Save under another name, or allow writing to the folder %1.</source>
        <translation>Unter einem anderen Namen speichern oder das Schreiben in den Ordner %1 erlauben.</translation>
    </message>
    <message>
        <source>%1 was not saved, and the file on disk is damaged.</source>
        <translation>%1 wurde nicht gespeichert, und die Datei auf der Festplatte ist beschädigt.</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>Check the name, or look for where it has moved.</source>
        <translation>Den Namen prüfen oder nachsehen, wohin sie verschoben wurde.</translation>
    </message>
    <message>
        <source>this is no file</source>
        <translation>das ist keine Datei</translation>
    </message>
    <message>
        <source>Choose a file in it.</source>
        <translation>Eine Datei darin wählen.</translation>
    </message>
    <message>
        <source>it has more than 64 MiB</source>
        <translation>sie hat mehr als 64 MiB</translation>
    </message>
    <message>
        <source>Open a part of it.</source>
        <translation>Einen Teil davon öffnen.</translation>
    </message>
    <message>
        <source>Allow reading the file, then open it again.</source>
        <translation>Das Lesen der Datei erlauben und sie noch einmal öffnen.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Noch einmal öffnen.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Frame view</source>
        <translation>&amp;Bildansicht</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The settings could not be read. The IDE starts with its first ones.</source>
        <translation>Die Einstellungen waren nicht zu lesen. Die IDE startet mit den ersten.</translation>
    </message>
    <message>
        <source>Make the file readable, then start the IDE again.</source>
        <translation>Die Datei lesbar machen und die IDE neu starten.</translation>
    </message>
    <message>
        <source>The settings file is damaged. The IDE starts with its first settings.</source>
        <translation>Die Datei der Einstellungen ist beschädigt. Die IDE startet mit den ersten Einstellungen.</translation>
    </message>
    <message>
        <source>%1 is not a settings file of this version; it was kept as %2.</source>
        <translation>%1 ist keine Einstellungsdatei dieser Version; sie heißt jetzt %2.</translation>
    </message>
    <message>
        <source>%1 is not a settings file of this version.</source>
        <translation>%1 ist keine Einstellungsdatei dieser Version.</translation>
    </message>
    <message>
        <source>Set up the IDE again, or mend the kept file and put it back.</source>
        <translation>Die IDE neu einrichten, oder die aufgehobene Datei reparieren und zurücklegen.</translation>
    </message>
    <message>
        <source>The settings were not saved. The old ones are untouched.</source>
        <translation>Die Einstellungen wurden nicht gespeichert. Die alten sind unverändert.</translation>
    </message>
    <message>
        <source>Make room or make the folder writable, then change a setting again.</source>
        <translation>Platz schaffen oder den Ordner beschreibbar machen, dann noch einmal eine Einstellung ändern.</translation>
    </message>
    <message>
        <source>Line %1 has the character “%2”, which %3 does not have.</source>
        <translation>Zeile %1 hat das Zeichen „%2“, das es in %3 nicht gibt.</translation>
    </message>
    <message>
        <source>Choose UTF-8 as the encoding, then save again.</source>
        <translation>UTF-8 als Kodierung wählen und noch einmal speichern.</translation>
    </message>
    <message>
        <source>%1, %2 to 0x%3</source>
        <translation>%1, %2 nach 0x%3</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Updating %1</source>
        <translation>%1 wird aktualisiert</translation>
    </message>
    <message>
        <source>Update %1</source>
        <translation>%1 aktualisieren</translation>
    </message>
    <message>
        <source>Writing ROMFS to %1</source>
        <translation>ROMFS wird auf %1 geschrieben</translation>
    </message>
    <message>
        <source>Write ROMFS to %1</source>
        <translation>ROMFS auf %1 schreiben</translation>
    </message>
    <message>
        <source>Resetting %1 to factory</source>
        <translation>%1 wird auf Werkszustand gesetzt</translation>
    </message>
    <message>
        <source>Reset %1 to factory</source>
        <translation>%1 auf Werkszustand setzen</translation>
    </message>
    <message>
        <source>Erasing the file system of %1</source>
        <translation>Dateisystem von %1 wird gelöscht</translation>
    </message>
    <message>
        <source>Erase the file system of %1</source>
        <translation>Dateisystem von %1 löschen</translation>
    </message>
    <message>
        <source>Recovering %1</source>
        <translation>%1 wird gerettet</translation>
    </message>
    <message>
        <source>Recover %1</source>
        <translation>%1 retten</translation>
    </message>
    <message>
        <source>Writes the firmware. Scripts and files on the camera stay.</source>
        <translation>Schreibt die Firmware. Skripte und Dateien auf der Kamera bleiben.</translation>
    </message>
    <message>
        <source>Writes the read-only file systems with models and libraries. All else stays.</source>
        <translation>Schreibt die Nur-Lese-Dateisysteme mit Modellen und Bibliotheken. Alles andere bleibt.</translation>
    </message>
    <message>
        <source>Writes firmware and ROMFS, and erases all files on the camera.</source>
        <translation>Schreibt Firmware und ROMFS und löscht alle Dateien auf der Kamera.</translation>
    </message>
    <message>
        <source>Erases all files on the camera. The firmware makes an empty file system.</source>
        <translation>Löscht alle Dateien auf der Kamera. Die Firmware legt ein leeres Dateisystem an.</translation>
    </message>
    <message>
        <source>For a board whose bootloader does not start: all parts are written again, from the chip&apos;s own loader upwards.</source>
        <translation>Für ein Board, dessen Bootloader nicht startet: alle Teile werden neu geschrieben, vom Loader des Chips an aufwärts.</translation>
    </message>
    <message>
        <source>Nothing gets worse. The board stays in recovery, and Recover begins again.</source>
        <translation>Nichts wird schlimmer. Das Board bleibt in der Rettung, und Retten beginnt von vorn.</translation>
    </message>
    <message>
        <source>The bootloader is not touched. A run that is cut off goes on where it ended when it is started again.</source>
        <translation>Der Bootloader wird nicht angefasst. Ein abgebrochener Lauf geht beim nächsten Start dort weiter, wo er endete.</translation>
    </message>
    <message>
        <source>All is written. The board starts by itself.</source>
        <translation>Alles ist geschrieben. Das Board startet von selbst.</translation>
    </message>
    <message>
        <source>The firmware does not run until it is written as a whole. The bootloader stays: start again, and it goes on where it ended.</source>
        <translation>Die Firmware läuft erst, wenn sie ganz geschrieben ist. Der Bootloader bleibt: nach einem neuen Start geht es dort weiter, wo es endete.</translation>
    </message>
    <message>
        <source>Nothing is written yet. The board starts as before.</source>
        <translation>Noch ist nichts geschrieben. Das Board startet wie zuvor.</translation>
    </message>
    <message>
        <source>Write the bootloader of %1, although nobody has tried this on a real one. If it goes wrong, only the chip&apos;s own recovery is left.</source>
        <translation>Den Bootloader von %1 schreiben, obwohl das noch niemand an einem echten Board versucht hat. Geht es schief, bleibt nur die Rettung des Chips selbst.</translation>
    </message>
    <message>
        <source>Write the chip&apos;s table of contents of %1, although nobody has tried this on a real one. If it goes wrong, the chip starts nothing but its own recovery.</source>
        <translation>Das Inhaltsverzeichnis des Chips von %1 schreiben, obwohl das noch niemand an einem echten Board versucht hat. Geht es schief, startet der Chip nur noch seine eigene Rettung.</translation>
    </message>
    <message>
        <source>Burn the boot fuse of %1. This is for ever, and nobody has tried it on a real one.</source>
        <translation>Die Boot-Sicherung von %1 brennen. Das ist endgültig, und niemand hat es an einem echten Board versucht.</translation>
    </message>
    <message>
        <source>%1: nobody has tried this step on a real %2.</source>
        <translation>%1: diesen Schritt hat noch niemand an einem echten %2 versucht.</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>Seriell</translation>
    </message>
    <message>
        <source>None by this program</source>
        <translation>Keine durch dieses Programm</translation>
    </message>
    <message>
        <source>Answers as %1</source>
        <translation>Antwortet als %1</translation>
    </message>
    <message>
        <source>You: bring the board back to normal</source>
        <translation>Von Hand: das Board zurück in den Normalzustand bringen</translation>
    </message>
    <message>
        <source>You: bring the board into recovery</source>
        <translation>Von Hand: das Board in die Rettung bringen</translation>
    </message>
    <message>
        <source>%1. Goes on by itself when the board is seen.</source>
        <translation>%1. Geht von selbst weiter, sobald das Board gesehen wird.</translation>
    </message>
    <message>
        <source>Wait for the loader in the chip&apos;s memory</source>
        <translation>Auf den Loader im Speicher des Chips warten</translation>
    </message>
    <message>
        <source>It was started by the step before</source>
        <translation>Der Schritt davor hat ihn gestartet</translation>
    </message>
    <message>
        <source>Restart into the bootloader</source>
        <translation>In den Bootloader neu starten</translation>
    </message>
    <message>
        <source>The script that runs ends. A board that is there already is taken as it is.</source>
        <translation>Das laufende Skript endet. Ein Board, das schon dort ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>Read back and compared with the file</source>
        <translation>Zurückgelesen und mit der Datei verglichen</translation>
    </message>
    <message>
        <source>Erase the file system</source>
        <translation>Dateisystem löschen</translation>
    </message>
    <message>
        <source>%1: the first %2 are emptied, the firmware makes a new one</source>
        <translation>%1: die ersten %2 werden geleert, die Firmware legt ein neues an</translation>
    </message>
    <message>
        <source>Start a loader in the chip&apos;s memory</source>
        <translation>Einen Loader im Speicher des Chips starten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Set up the flash chip</source>
        <translation>Den Flash-Chip einrichten</translation>
    </message>
    <message>
        <source>The loader is told of it, and writes the block that the chip starts from</source>
        <translation>Der Loader erfährt von ihm und schreibt den Block, mit dem der Chip startet</translation>
    </message>
    <message>
        <source>Back up %1</source>
        <translation>%1 sichern</translation>
    </message>
    <message>
        <source>Compare %1</source>
        <translation>%1 vergleichen</translation>
    </message>
    <message>
        <source>Burn the boot fuse</source>
        <translation>Die Boot-Sicherung brennen</translation>
    </message>
    <message>
        <source>For ever; left out when it is set already</source>
        <translation>Endgültig; entfällt, wenn sie schon gesetzt ist</translation>
    </message>
    <message>
        <source>Leave the loader</source>
        <translation>Den Loader verlassen</translation>
    </message>
    <message>
        <source>The board restarts with what was written</source>
        <translation>Das Board startet mit dem Geschriebenen neu</translation>
    </message>
    <message>
        <source>See it run</source>
        <translation>Den Lauf sehen</translation>
    </message>
    <message>
        <source>You: start the board as usual</source>
        <translation>Von Hand: das Board wie gewohnt starten</translation>
    </message>
    <message>
        <source>The board must answer; success is shown only then</source>
        <translation>Das Board muss antworten; erst dann ist es ein Erfolg</translation>
    </message>
    <message>
        <source>The board must answer as version %1; success is shown only then</source>
        <translation>Das Board muss als Version %1 antworten; erst dann ist es ein Erfolg</translation>
    </message>
    <message>
        <source>This board has no place for it</source>
        <translation>Dieses Board hat keinen Platz dafür</translation>
    </message>
    <message>
        <source>Look at the boot fuse</source>
        <translation>Boot-Sicherung ansehen</translation>
    </message>
    <message>
        <source>It is only read; you are told when it is not set</source>
        <translation>Sie wird nur gelesen; ist sie nicht gesetzt, steht es im Protokoll</translation>
    </message>
    <message>
        <source>Cortex-M firmware</source>
        <translation>Cortex-M-Firmware</translation>
    </message>
    <message>
        <source>i.MX firmware</source>
        <translation>i.MX-Firmware</translation>
    </message>
    <message>
        <source>OpenMV bootloader</source>
        <translation>OpenMV-Bootloader</translation>
    </message>
    <message>
        <source>ROMFS image</source>
        <translation>ROMFS-Abbild</translation>
    </message>
    <message>
        <source>Alif table of contents</source>
        <translation>Alif-Inhaltsverzeichnis</translation>
    </message>
    <message>
        <source>Empty file</source>
        <translation>Leere Datei</translation>
    </message>
    <message>
        <source>Unknown contents</source>
        <translation>Unbekannter Inhalt</translation>
    </message>
    <message>
        <source>Write the chip&apos;s own firmware</source>
        <translation>Firmware des Chips selbst schreiben</translation>
    </message>
    <message>
        <source>Choose Recover above: it replaces the camera&apos;s bootloader</source>
        <translation>Oben „Retten“ wählen: Das ersetzt den Bootloader der Kamera</translation>
    </message>
    <message>
        <source>Unplug the camera, put its recovery switch to the recovery position, and plug it in again</source>
        <translation>Die Kamera abziehen, ihren Rettungsschalter in die Rettungsstellung bringen und sie wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the camera, put the recovery switch back, and plug it in again</source>
        <translation>Die Kamera abziehen, den Rettungsschalter zurückstellen und sie wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the camera, connect its BOOT pin to RST (on boards with BOOT0: BOOT0 to 3.3V), and plug it in again</source>
        <translation>Die Kamera abziehen, ihren Pin BOOT mit RST verbinden (bei Boards mit BOOT0: BOOT0 mit 3,3 V) und sie wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the camera, connect its SBL pin to 3.3V, and plug it in again</source>
        <translation>Die Kamera abziehen, ihren Pin SBL mit 3,3 V verbinden und sie wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the camera, take that connection away, and plug it in again</source>
        <translation>Die Kamera abziehen, diese Verbindung entfernen und sie wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the camera, take the connection between SBL and 3.3V away, and plug it in again</source>
        <translation>Die Kamera abziehen, die Verbindung zwischen SBL und 3,3 V entfernen und sie wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the camera and plug it in again; leave its recovery switch where it is</source>
        <translation>Die Kamera abziehen und wieder einstecken; ihren Rettungsschalter lassen, wo er ist</translation>
    </message>
    <message>
        <source>Unplug the board, and plug it in again</source>
        <translation>Das Board abziehen und wieder einstecken</translation>
    </message>
    <message>
        <source>Unplug the board, plug it in again, and start again</source>
        <translation>Das Board abziehen, wieder einstecken und neu starten</translation>
    </message>
    <message>
        <source>Unplug it and plug it in again; if it stays silent, write the firmware again</source>
        <translation>Abziehen und wieder einstecken; bleibt es stumm, die Firmware noch einmal schreiben</translation>
    </message>
    <message>
        <source>Plug it into the computer itself, with a short cable</source>
        <translation>Direkt am Rechner einstecken, mit einem kurzen Kabel</translation>
    </message>
    <message>
        <source>Plug the board in again</source>
        <translation>Das Board wieder einstecken</translation>
    </message>
    <message>
        <source>The backup of the run that was cut off is kept</source>
        <translation>Die Sicherung des abgebrochenen Laufs bleibt</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 ist leer</translation>
    </message>
    <message>
        <source>The flash chip is erased as a whole: this may take minutes</source>
        <translation>Der Flash-Baustein wird ganz gelöscht: Das kann Minuten dauern</translation>
    </message>
    <message>
        <source>The fuse %1 is not set: without it the board does not start from its flash. &quot;Burn the boot fuse&quot; at the right does it, for ever</source>
        <translation>Die Sicherung (Fuse) %1 ist nicht gesetzt: Ohne sie startet das Board nicht aus seinem Flash. „Die Boot-Fuse brennen“ rechts setzt sie, für immer</translation>
    </message>
    <message>
        <source>This loader cannot read: what then runs will tell</source>
        <translation>Dieser Loader kann nicht lesen: Was danach läuft, wird es zeigen</translation>
    </message>
    <message>
        <source>This loader cannot read: %1 is not kept</source>
        <translation>Dieser Loader kann nicht lesen: %1 wird nicht aufgehoben</translation>
    </message>
    <message>
        <source>%1 differs from what was written; it is written again</source>
        <translation>%1 weicht von dem ab, was geschrieben wurde; es wird noch einmal geschrieben</translation>
    </message>
    <message>
        <source>Ended at your request</source>
        <translation>Auf Wunsch beendet</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>It was cancelled</source>
        <translation>Es wurde abgebrochen</translation>
    </message>
    <message>
        <source>All was done; whether the board runs was not waited for</source>
        <translation>Alles ist getan; ob das Board läuft, wurde nicht abgewartet</translation>
    </message>
    <message>
        <source>%1 was changed in part; the firmware may not run</source>
        <translation>%1 wurde zum Teil geändert; die Firmware läuft vielleicht nicht</translation>
    </message>
    <message>
        <source>%1 does not come into its loader (%2)</source>
        <translation>%1 kommt nicht in seinen Loader (%2)</translation>
    </message>
    <message>
        <source>Nothing with the loader&apos;s USB id was seen at that port</source>
        <translation>An diesem Anschluss war nichts mit der USB-Kennung des Loaders zu sehen</translation>
    </message>
    <message>
        <source>%1 was not unplugged</source>
        <translation>%1 wurde nicht abgezogen</translation>
    </message>
    <message>
        <source>It has to lose its power before it goes on</source>
        <translation>Es muss stromlos werden, bevor es weitergeht</translation>
    </message>
    <message>
        <source>%1 does not run</source>
        <translation>%1 läuft nicht</translation>
    </message>
    <message>
        <source>It was not seen on the bus</source>
        <translation>Es war am USB nicht zu sehen</translation>
    </message>
    <message>
        <source>%1 runs another firmware than was written</source>
        <translation>%1 läuft mit anderer Firmware als geschrieben wurde</translation>
    </message>
    <message>
        <source>It says %1 instead of %2</source>
        <translation>Es sagt %1 statt %2</translation>
    </message>
    <message>
        <source>%1 is not what was written</source>
        <translation>%1 ist nicht das, was geschrieben wurde</translation>
    </message>
    <message>
        <source>Reading it back gave other bytes than the file has</source>
        <translation>Beim Zurücklesen kamen andere Bytes als in der Datei</translation>
    </message>
    <message>
        <source>Write it again; if it stays, the memory or the connection is bad</source>
        <translation>Noch einmal schreiben; bleibt es so, ist der Speicher oder die Verbindung schlecht</translation>
    </message>
    <message>
        <source>Cannot write %1</source>
        <translation>%1 lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Cannot read %1</source>
        <translation>%1 lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Cannot erase %1</source>
        <translation>%1 lässt sich nicht löschen</translation>
    </message>
    <message>
        <source>The board left, after %1 bytes</source>
        <translation>Das Board war weg, nach %1 Bytes</translation>
    </message>
    <message>
        <source>The board left</source>
        <translation>Das Board war weg</translation>
    </message>
    <message>
        <source>The loader did not answer</source>
        <translation>Der Loader hat nicht geantwortet</translation>
    </message>
    <message>
        <source>The loader stayed busy</source>
        <translation>Der Loader blieb beschäftigt</translation>
    </message>
    <message>
        <source>%1 is not for %2</source>
        <translation>%1 ist nicht für %2</translation>
    </message>
    <message>
        <source>%1 has nothing for %2</source>
        <translation>%1 hat nichts für %2</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 ist zu groß</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 ist beschädigt</translation>
    </message>
    <message>
        <source>%1 is missing, which goes into %2</source>
        <translation>%1 fehlt, das nach %2 gehört</translation>
    </message>
    <message>
        <source>It has no file that the board takes</source>
        <translation>Es ist keine Datei dabei, die das Board annimmt</translation>
    </message>
    <message>
        <source>It was made for the board %1</source>
        <translation>Sie wurde für das Board %1 gemacht</translation>
    </message>
    <message>
        <source>Choose a release with a folder %1, or the files themselves</source>
        <translation>Ein Release mit einem Ordner %1 wählen, oder die Dateien selbst</translation>
    </message>
    <message>
        <source>Choose a release with a folder %1</source>
        <translation>Ein Release mit einem Ordner %1 wählen</translation>
    </message>
    <message>
        <source>Choose the file from the folder %1 of a release</source>
        <translation>Die Datei aus dem Ordner %1 eines Releases wählen</translation>
    </message>
    <message>
        <source>Choose the file for this board</source>
        <translation>Die Datei für dieses Board wählen</translation>
    </message>
    <message>
        <source>Put them beside the other files</source>
        <translation>Sie neben die anderen Dateien legen</translation>
    </message>
    <message>
        <source>Get it again</source>
        <translation>Noch einmal besorgen</translation>
    </message>
    <message>
        <source>Start again: it goes on where it ended</source>
        <translation>Neu starten: Es geht dort weiter, wo es endete</translation>
    </message>
    <message>
        <source>See at the right whether the files are for this board</source>
        <translation>Rechts nachsehen, ob die Dateien für dieses Board sind</translation>
    </message>
    <message>
        <source>Choose another folder for the copy at the right</source>
        <translation>Rechts einen anderen Ordner für die Kopie wählen</translation>
    </message>
    <message>
        <source>Choose a folder on another disk for the copy</source>
        <translation>Für die Kopie einen Ordner auf einem anderen Datenträger wählen</translation>
    </message>
    <message>
        <source>If you take that risk, say so at the right</source>
        <translation>Wer das wagt, sagt es rechts</translation>
    </message>
    <message>
        <source>Leave the chip&apos;s own firmware as it is</source>
        <translation>Die eigene Firmware des Chips lassen, wie sie ist</translation>
    </message>
    <message>
        <source>Leave the fuse as it is</source>
        <translation>Die Fuse lassen, wie sie ist</translation>
    </message>
    <message>
        <source>Choose Recover with &quot;Write the chip&apos;s own firmware first&quot;, with Alif&apos;s files for this part and revision beside the others</source>
        <translation>„Retten“ mit „Zuerst die eigene Firmware des Chips schreiben“ wählen, mit Alifs Dateien für diesen Typ und diese Revision neben den anderen</translation>
    </message>
    <message>
        <source>Choose Recover above</source>
        <translation>Oben „Retten“ wählen</translation>
    </message>
    <message>
        <source>Unplug it, plug it in, and see which firmware it has then</source>
        <translation>Abziehen, einstecken und nachsehen, welche Firmware es dann hat</translation>
    </message>
    <message>
        <source>Unplug all but one of them</source>
        <translation>Alle bis auf eines abziehen</translation>
    </message>
    <message>
        <source>Plug it in: it shows up at the right</source>
        <translation>Einstecken: Es erscheint rechts</translation>
    </message>
    <message>
        <source>Plug the board into USB</source>
        <translation>Das Board über USB anschließen</translation>
    </message>
    <message>
        <source>Bring the flash chip back</source>
        <translation>Den Flash-Baustein zurückholen</translation>
    </message>
    <message>
        <source>Erased as a whole, with all files and ROMFS; may take minutes</source>
        <translation>Ganz gelöscht, mit allen Dateien und ROMFS; kann Minuten dauern</translation>
    </message>
    <message>
        <source>Write the chip&apos;s own firmware of %1, although nobody has tried this on a real one. If it goes wrong, the chip may answer to nothing any more.</source>
        <translation>Die eigene Firmware des Chips von %1 schreiben, obwohl das noch niemand an einem echten Board versucht hat. Geht es schief, antwortet der Chip vielleicht auf nichts mehr.</translation>
    </message>
    <message>
        <source>Erase the whole flash chip of %1, with all files and ROMFS, although nobody has tried this on a real one.</source>
        <translation>Den ganzen Flash-Baustein von %1 löschen, mit allen Dateien und ROMFS, obwohl das noch niemand an einem echten Board versucht hat.</translation>
    </message>
    <message>
        <source>Install the udev rules of this program as administrator, then unplug the board and plug it in again</source>
        <translation>Die udev-Regeln dieses Programms als Administrator installieren, dann das Board abziehen und wieder einstecken</translation>
    </message>
    <message>
        <source>All colours, fast</source>
        <translation>Alle Farben, schnell</translation>
    </message>
    <message>
        <source>Hard fault: load the firmware again.</source>
        <translation>Schwerer Fehler: die Firmware neu laden.</translation>
    </message>
    <message>
        <source>Fast blink</source>
        <translation>Schnelles Blinken</translation>
    </message>
    <message>
        <source>The bootloader waits for the computer.</source>
        <translation>Der Bootloader wartet auf den Rechner.</translation>
    </message>
    <message>
        <source>Slow blink</source>
        <translation>Langsames Blinken</translation>
    </message>
    <message>
        <source>The bootloader is at work: leave the cable in.</source>
        <translation>Der Bootloader arbeitet: das Kabel stecken lassen.</translation>
    </message>
</context>
<context>
    <name>omv::ide::Connection</name>
    <message>
        <source>The virtual camera does not accept its options</source>
        <translation>Die virtuelle Kamera nimmt ihre Optionen nicht an</translation>
    </message>
    <message>
        <source>The virtual camera did not start</source>
        <translation>Die virtuelle Kamera ist nicht gestartet</translation>
    </message>
    <message>
        <source>Cannot start the virtual camera</source>
        <translation>Die virtuelle Kamera kann nicht gestartet werden</translation>
    </message>
    <message>
        <source>The virtual camera ended</source>
        <translation>Die virtuelle Kamera hat sich beendet</translation>
    </message>
    <message>
        <source>There is no virtual board %1</source>
        <translation>Es gibt kein virtuelles Board %1</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>Keine Kamera gefunden</translation>
    </message>
    <message>
        <source>Several cameras are connected</source>
        <translation>Mehrere Kameras sind angeschlossen</translation>
    </message>
    <message>
        <source>No camera has the serial number %1</source>
        <translation>Keine Kamera hat die Seriennummer %1</translation>
    </message>
    <message>
        <source>Several cameras have the serial number %1</source>
        <translation>Mehrere Kameras haben die Seriennummer %1</translation>
    </message>
    <message>
        <source>Cannot understand the port &quot;%1&quot;</source>
        <translation>Der Anschluss „%1“ ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>Cannot connect</source>
        <translation>Verbinden nicht möglich</translation>
    </message>
    <message>
        <source>Cannot open %1</source>
        <translation>%1 kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>%1 is in use</source>
        <translation>%1 ist in Gebrauch</translation>
    </message>
    <message>
        <source>%1 disconnected</source>
        <translation>%1 wurde getrennt</translation>
    </message>
    <message>
        <source>No valid answer came before the deadline</source>
        <translation>Vor Ablauf der Zeit kam keine gültige Antwort</translation>
    </message>
    <message>
        <source>No port has the USB id of a known board</source>
        <translation>Kein Anschluss hat die USB-Kennung eines bekannten Boards</translation>
    </message>
    <message>
        <source>it is not a serial port</source>
        <translation>es ist kein serieller Anschluss</translation>
    </message>
    <message>
        <source>There are: %1</source>
        <translation>Es gibt: %1</translation>
    </message>
    <message>
        <source>Its process was ended by signal %1</source>
        <translation>Ihr Prozess wurde durch Signal %1 beendet</translation>
    </message>
    <message>
        <source>Its process ended with code %1</source>
        <translation>Ihr Prozess endete mit Code %1</translation>
    </message>
    <message>
        <source>omv-vcam --help lists its options</source>
        <translation>omv-vcam --help zählt ihre Optionen auf</translation>
    </message>
    <message>
        <source>Start it by hand to see all of its output</source>
        <translation>Sie von Hand starten, um alle ihre Ausgaben zu sehen</translation>
    </message>
    <message>
        <source>Install it, or set OMV_VCAM to its path</source>
        <translation>Sie installieren oder OMV_VCAM auf ihren Pfad setzen</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>Erneut verbinden</translation>
    </message>
    <message>
        <source>Check the number with omv list</source>
        <translation>Die Nummer mit omv list prüfen</translation>
    </message>
    <message>
        <source>Name one, for example -p %1</source>
        <translation>Eine nennen, zum Beispiel -p %1</translation>
    </message>
    <message>
        <source>List the cameras that are there with &quot;omv list&quot;</source>
        <translation>Mit „omv list“ nachsehen, welche Kameras da sind</translation>
    </message>
    <message>
        <source>Plug a camera in with a data cable, or use a virtual one: -p sim:ae3</source>
        <translation>Eine Kamera mit einem Datenkabel anschließen oder eine virtuelle nehmen: -p sim:ae3</translation>
    </message>
    <message>
        <source>Press its reset button or plug it in again, and check the port</source>
        <translation>Ihre Reset-Taste drücken oder sie neu anschließen, und den Anschluss prüfen</translation>
    </message>
    <message>
        <source>Close the other program, or disconnect the camera in it</source>
        <translation>Das andere Programm schließen oder die Kamera dort trennen</translation>
    </message>
    <message>
        <source>Use one of these: sim:ae3</source>
        <translation>Eines von diesen nehmen: sim:ae3</translation>
    </message>
    <message>
        <source>There is no scene &quot;%1&quot;</source>
        <translation>Es gibt keine Szene „%1“</translation>
    </message>
    <message>
        <source>Choose one in the list of cameras: What virtual cameras see</source>
        <translation>Eine in der Kameraliste wählen: Was virtuelle Kameras sehen</translation>
    </message>
</context>
<context>
    <name>omv::ide::DeviceController</name>
    <message>
        <source>Restart the camera into its bootloader?</source>
        <translation>Die Kamera in ihren Bootloader neu starten?</translation>
    </message>
    <message>
        <source>The script ends. The camera waits there for new firmware, and starts as usual after the next reset.</source>
        <translation>Das Skript endet. Die Kamera wartet dort auf neue Firmware und startet nach dem nächsten Reset wie gewohnt.</translation>
    </message>
    <message>
        <source>Enter the bootloader</source>
        <translation>In den Bootloader wechseln</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>&amp;Cancel connecting</source>
        <translation>Verbinden &amp;abbrechen</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Disconnecting</source>
        <translation>Wird getrennt</translation>
    </message>
    <message>
        <source>No camera is connected</source>
        <translation>Keine Kamera ist verbunden</translation>
    </message>
    <message>
        <source>Nothing is waited for</source>
        <translation>Es läuft kein Vorgang</translation>
    </message>
    <message>
        <source>waiting for it to come back</source>
        <translation>wird erwartet</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbinde</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinde</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Keine Kamera</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>Kamera wählen</translation>
    </message>
    <message>
        <source>Sensor of the camera</source>
        <translation>Sensor der Kamera</translation>
    </message>
    <message>
        <source>Firmware of the camera</source>
        <translation>Firmware der Kamera</translation>
    </message>
    <message>
        <source>This firmware is newer than this program. What is new in it may not work here.</source>
        <translation>Diese Firmware ist neuer als dieses Programm. Was an ihr neu ist, geht hier vielleicht nicht.</translation>
    </message>
    <message>
        <source>This firmware is older than this program. Update the camera.</source>
        <translation>Diese Firmware ist älter als dieses Programm. Die Kamera aktualisieren.</translation>
    </message>
    <message>
        <source>Firmware %1</source>
        <translation>Firmware %1</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>No camera found. Plug one in with a data cable.</source>
        <translation>Keine Kamera gefunden. Eine mit einem Datenkabel anschließen.</translation>
    </message>
    <message>
        <source>Virtual cameras</source>
        <translation>Virtuelle Kameras</translation>
    </message>
    <message>
        <source>Virtual %1</source>
        <translation>Virtuell: %1</translation>
    </message>
    <message>
        <source>Rename the camera</source>
        <translation>Kamera umbenennen</translation>
    </message>
    <message>
        <source>Name of the camera with serial number %1</source>
        <translation>Name der Kamera mit der Seriennummer %1</translation>
    </message>
    <message>
        <source>%1 was disconnected: %2</source>
        <translation>%1 wurde getrennt: %2</translation>
    </message>
    <message>
        <source>It is connected again when it is back.</source>
        <translation>Sie wird wieder verbunden, sobald sie da ist.</translation>
    </message>
    <message>
        <source>Connecting to %1 failed</source>
        <translation>Verbinden mit %1 ist gescheitert</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Verbinde mit %1</translation>
    </message>
    <message>
        <source>Disconnecting failed</source>
        <translation>Trennen ist gescheitert</translation>
    </message>
    <message>
        <source>%1 was not started</source>
        <translation>%1 wurde nicht gestartet</translation>
    </message>
    <message>
        <source>Sending %1 to the camera</source>
        <translation>Sende %1 an die Kamera</translation>
    </message>
    <message>
        <source>The script could not be stopped</source>
        <translation>Das Skript ließ sich nicht stoppen</translation>
    </message>
    <message>
        <source>Stopping the script</source>
        <translation>Stoppe das Skript</translation>
    </message>
    <message>
        <source>The stream was not switched</source>
        <translation>Der Stream wurde nicht umgeschaltet</translation>
    </message>
    <message>
        <source>Switching the stream</source>
        <translation>Schalte den Stream um</translation>
    </message>
    <message>
        <source>The camera was not reset</source>
        <translation>Die Kamera wurde nicht zurückgesetzt</translation>
    </message>
    <message>
        <source>Resetting the camera</source>
        <translation>Setze die Kamera zurück</translation>
    </message>
    <message>
        <source>The camera did not enter its bootloader</source>
        <translation>Die Kamera ging nicht in ihren Bootloader</translation>
    </message>
    <message>
        <source>Entering the bootloader</source>
        <translation>Wechsle in den Bootloader</translation>
    </message>
    <message>
        <source>given up after %1</source>
        <translation>Abbruch nach %1</translation>
    </message>
    <message>
        <source>Stop &amp;waiting for the camera</source>
        <translation>Nicht länger auf die Kamera &amp;warten</translation>
    </message>
    <message>
        <source>The script runs when the camera is back.</source>
        <translation>Das Skript läuft, sobald die Kamera wieder da ist.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>Reset the camera, or unplug it and plug it in again.</source>
        <translation>Setzen Sie die Kamera zurück, oder ziehen Sie sie ab und stecken Sie sie wieder ein.</translation>
    </message>
    <message>
        <source>%1, newer than known</source>
        <translation>%1, neuer als bekannt</translation>
    </message>
    <message>
        <source>%1, older than known</source>
        <translation>%1, älter als bekannt</translation>
    </message>
    <message>
        <source>%1 gets its firmware written now.</source>
        <translation>Auf %1 wird gerade die Firmware geschrieben.</translation>
    </message>
    <message>
        <source>being written</source>
        <translation>wird beschrieben</translation>
    </message>
    <message>
        <source>The virtual %1 ended</source>
        <translation>Die virtuelle %1 hat sich beendet</translation>
    </message>
    <message>
        <source>Connect starts it anew.</source>
        <translation>Verbinden startet sie neu.</translation>
    </message>
    <message>
        <source>%1 left the bus: it sleeps or restarts</source>
        <translation>%1 hat den Bus verlassen: sie schläft oder startet neu</translation>
    </message>
    <message>
        <source>%1 left the bus: it sleeps, restarts or was unplugged</source>
        <translation>%1 hat den Bus verlassen: sie schläft, startet neu oder wurde abgezogen</translation>
    </message>
</context>
<context>
    <name>omv::ide::DialogPrompts</name>
    <message>
        <source>%1 has changes that are not saved.</source>
        <translation>%1 hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>%1 files have changes that are not saved.</source>
        <translation>%1 Dateien haben Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>OMV IDE %1</source>
        <translation>OMV IDE %1</translation>
    </message>
    <message>
        <source>Edit, run and see scripts on OpenMV cameras.
MIT licence. Qt %1.</source>
        <translation>Skripte auf OpenMV-Kameras bearbeiten, ausführen und sehen.
MIT-Lizenz. Qt %1.</translation>
    </message>
</context>
<context>
    <name>omv::ide::Document</name>
    <message>
        <source>%1 was not opened.</source>
        <translation>%1 wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>%1 holds zero bytes: it is no text.</source>
        <translation>%1 enthält Nullbytes: Das ist kein Text.</translation>
    </message>
    <message>
        <source>Open it with the program that it was made with.</source>
        <translation>Mit dem Programm öffnen, mit dem die Datei gemacht wurde.</translation>
    </message>
    <message>
        <source>The encoding of %1 was not changed.</source>
        <translation>Die Kodierung von %1 wurde nicht geändert.</translation>
    </message>
    <message>
        <source>Replace the character, or choose UTF-8.</source>
        <translation>Das Zeichen ersetzen oder UTF-8 wählen.</translation>
    </message>
</context>
<context>
    <name>omv::ide::Documents</name>
    <message>
        <source>Untitled %1</source>
        <translation>Unbenannt %1</translation>
    </message>
</context>
<context>
    <name>omv::ide::EditController</name>
    <message>
        <source>Go to line</source>
        <translation>Gehe zu Zeile</translation>
    </message>
    <message>
        <source>Line, 1 to %1</source>
        <translation>Zeile, 1 bis %1</translation>
    </message>
    <message>
        <source>Ln %1, Col %2</source>
        <translation>Z. %1, Sp. %2</translation>
    </message>
    <message>
        <source>No file is open</source>
        <translation>Keine Datei ist offen</translation>
    </message>
</context>
<context>
    <name>omv::ide::EditorArea</name>
    <message>
        <source>No file is open. New script: Ctrl+N. Open: Ctrl+O.</source>
        <translation>Keine Datei ist offen. Neues Skript: Strg+N. Öffnen: Strg+O.</translation>
    </message>
</context>
<context>
    <name>omv::ide::ExamplesController</name>
    <message>
        <source>For this example choose &quot;%1&quot; in the list of cameras: What virtual cameras see</source>
        <translation>Für dieses Beispiel in der Kameraliste „%1“ wählen: Was virtuelle Kameras sehen</translation>
    </message>
</context>
<context>
    <name>omv::ide::FileController</name>
    <message>
        <source>Scripts (*.py *.pyi);;All files (*)</source>
        <translation>Skripte (*.py *.pyi);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open scripts</source>
        <translation>Skripte öffnen</translation>
    </message>
    <message>
        <source>No file is open</source>
        <translation>Keine Datei ist offen</translation>
    </message>
    <message>
        <source>The script has no file yet</source>
        <translation>Das Skript hat noch keine Datei</translation>
    </message>
    <message>
        <source>%1 - OMV IDE</source>
        <translation>%1 - OMV IDE</translation>
    </message>
    <message>
        <source>OMV IDE</source>
        <translation>OMV IDE</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>%1 was changed by another program.</source>
        <translation>%1 wurde von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Your changes here are kept unless you load the file. Undo brings them back.</source>
        <translation>Die Änderungen hier bleiben, solange die Datei nicht geladen wird. Rückgängig holt sie zurück.</translation>
    </message>
    <message>
        <source>Load the file</source>
        <translation>Datei laden</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>Noch keine Dateien</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>%1 is no longer on the disk.</source>
        <translation>%1 ist nicht mehr auf der Platte.</translation>
    </message>
    <message>
        <source>Another program deleted, moved or renamed %1. The text is kept here, unsaved.</source>
        <translation>Ein anderes Programm hat %1 gelöscht, verschoben oder umbenannt. Der Text ist hier noch da, ungespeichert.</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Wieder speichern</translation>
    </message>
</context>
<context>
    <name>omv::ide::FirmwareController</name>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Releases and images (*.zip *.bin *.img *.dfu *.lst *.toc);;All files (*)</source>
        <translation>Releases und Abbilder (*.zip *.bin *.img *.dfu *.lst *.toc);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder with firmware</source>
        <translation>Ordner mit Firmware</translation>
    </message>
    <message>
        <source>Firmware %1, %2 is there</source>
        <translation>Firmware %1, %2 liegt vor</translation>
    </message>
    <message>
        <source>The release %1 is newer than the camera&apos;s firmware. Click to update.</source>
        <translation>Das Release %1 ist neuer als die Firmware der Kamera. Ein Klick führt zum Aktualisieren.</translation>
    </message>
    <message>
        <source>The camera runs firmware %1, and the release %2 is there. Tools, Firmware updates it.</source>
        <translation>Auf der Kamera läuft Firmware %1, und das Release %2 liegt vor. Extras, Firmware aktualisiert sie.</translation>
    </message>
    <message>
        <source>No board is there.</source>
        <translation>Kein Board ist da.</translation>
    </message>
    <message>
        <source>Nothing is known of how this board takes firmware.</source>
        <translation>Wie dieses Board Firmware annimmt, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Choose the files first: a release, a folder or an image.</source>
        <translation>Erst die Dateien wählen: ein Release, einen Ordner oder ein Abbild.</translation>
    </message>
    <message>
        <source>The files are being read.</source>
        <translation>Die Dateien werden gelesen.</translation>
    </message>
    <message>
        <source>The files do not fit, see at the right.</source>
        <translation>Die Dateien passen nicht, siehe rechts.</translation>
    </message>
    <message>
        <source>It needs your consent, at the right.</source>
        <translation>Es braucht das Einverständnis rechts.</translation>
    </message>
    <message>
        <source>board %1 at %2, files %3</source>
        <translation>Board %1 an %2, Dateien %3</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>the IDE leaves the camera</source>
        <translation>die IDE verlässt die Kamera</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>plan: %1 steps, %2 to write</source>
        <translation>Plan: %1 Schritte, %2 zu schreiben</translation>
    </message>
    <message>
        <source>Running %1, verified</source>
        <translation>Läuft mit %1, geprüft</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>Läuft mit %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1: cancelled</source>
        <translation>%1: abgebrochen</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1: fehlgeschlagen</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>A board is being written. Cancel that and close?</source>
        <translation>Ein Board wird gerade beschrieben. Abbrechen und schließen?</translation>
    </message>
    <message>
        <source>Cancel and close</source>
        <translation>Abbrechen und schließen</translation>
    </message>
    <message>
        <source>It runs %1; the files have %2. Scripts and files on the camera stay.</source>
        <translation>Es läuft %1; die Dateien haben %2. Skripte und Dateien auf der Kamera bleiben.</translation>
    </message>
    <message>
        <source>It runs %1, which is newer than the %2 of the files.</source>
        <translation>Es läuft %1, und das ist neuer als %2 in den Dateien.</translation>
    </message>
    <message>
        <source>Firmware %1</source>
        <translation>Firmware %1</translation>
    </message>
    <message>
        <source>Starts when it is written</source>
        <translation>Startet zum Schreiben</translation>
    </message>
    <message>
        <source>This program knows no recovery for this board</source>
        <translation>Dieses Programm kennt keine Rettung für dieses Board</translation>
    </message>
    <message>
        <source>Plug a board in, in whatever state it is.</source>
        <translation>Ein Board anstecken, gleich in welchem Zustand.</translation>
    </message>
    <message>
        <source>The steps appear here before anything is done.</source>
        <translation>Hier stehen die Schritte, bevor etwas geschieht.</translation>
    </message>
    <message>
        <source>Step %1 of %2, %3</source>
        <translation>Schritt %1 von %2, %3</translation>
    </message>
    <message>
        <source>It runs %1, and the files have the same. What is there already is not written again.</source>
        <translation>Es läuft %1, und die Dateien haben dasselbe. Was schon da ist, wird nicht noch einmal geschrieben.</translation>
    </message>
    <message>
        <source>The camera is not free</source>
        <translation>Die Kamera ist nicht frei</translation>
    </message>
    <message>
        <source>It was not left in time</source>
        <translation>Sie wurde nicht rechtzeitig freigegeben</translation>
    </message>
    <message>
        <source>Unplug the camera, plug it in again, and start again</source>
        <translation>Die Kamera abziehen, wieder einstecken und neu starten</translation>
    </message>
    <message>
        <source>Folder for copies</source>
        <translation>Ordner für Kopien</translation>
    </message>
    <message>
        <source>A serial bridge is plugged in as %1 has it in recovery. If it is that board, Tools, Firmware brings it back.</source>
        <translation>Eine serielle Brücke ist eingesteckt, wie %1 sie in der Rettung hat. Ist es dieses Board, dann bringt „Extras, Firmware“ es zurück.</translation>
    </message>
    <message>
        <source>Recover a board?</source>
        <translation>Ein Board retten?</translation>
    </message>
    <message>
        <source>what is overwritten is kept in %1</source>
        <translation>was überschrieben wird, wird in %1 aufgehoben</translation>
    </message>
</context>
<context>
    <name>omv::ide::FirmwareProgress</name>
    <message>
        <source>It is there already</source>
        <translation>Ist schon da</translation>
    </message>
    <message>
        <source>   it is there already</source>
        <translation>   ist schon da</translation>
    </message>
    <message>
        <source>%1. Goes on by itself when the board is seen.</source>
        <translation>%1. Geht von selbst weiter, sobald das Board gesehen wird.</translation>
    </message>
    <message>
        <source>   you: %1</source>
        <translation>   von Hand: %1</translation>
    </message>
    <message>
        <source>   seen: its firmware runs</source>
        <translation>   gesehen: seine Firmware läuft</translation>
    </message>
    <message>
        <source>   seen: it is in its bootloader</source>
        <translation>   gesehen: es ist im Bootloader</translation>
    </message>
    <message>
        <source>   seen: it is in recovery</source>
        <translation>   gesehen: es ist in der Rettung</translation>
    </message>
    <message>
        <source>   seen: it is away</source>
        <translation>   gesehen: es ist weg</translation>
    </message>
</context>
<context>
    <name>omv::ide::FirmwareTargets</name>
    <message>
        <source>Virtual %1</source>
        <translation>%1 (virtuell)</translation>
    </message>
</context>
<context>
    <name>omv::ide::FormatController</name>
    <message>
        <source>No file is open</source>
        <translation>Keine Datei ist offen</translation>
    </message>
    <message>
        <source>%1 and others</source>
        <translation>%1 und andere</translation>
    </message>
    <message>
        <source>Spaces: %1</source>
        <translation>Leerzeichen: %1</translation>
    </message>
    <message>
        <source>Tabs: %1</source>
        <translation>Tabs: %1</translation>
    </message>
    <message>
        <source>Indentation of this document</source>
        <translation>Einrückung dieses Dokuments</translation>
    </message>
    <message>
        <source>Encoding and line ends of this document</source>
        <translation>Kodierung und Zeilenenden dieses Dokuments</translation>
    </message>
    <message>
        <source>Language of this document</source>
        <translation>Sprache dieses Dokuments</translation>
    </message>
    <message>
        <source>Save with encoding</source>
        <translation>Mit Kodierung speichern</translation>
    </message>
    <message>
        <source>Line ends</source>
        <translation>Zeilenenden</translation>
    </message>
    <message>
        <source>Indentation</source>
        <translation>Einrückung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the file&apos;s name says</source>
        <translation>Wie der Name der Datei sagt</translation>
    </message>
</context>
<context>
    <name>omv::ide::FrameController</name>
    <message>
        <source>Save the histogram</source>
        <translation>Histogramm speichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>%1 fps camera, %2 shown</source>
        <translation>%1 fps Kamera, %2 gezeigt</translation>
    </message>
    <message>
        <source>%1 fps shown</source>
        <translation>%1 fps gezeigt</translation>
    </message>
    <message>
        <source>Frames a second: made by the camera, and shown here</source>
        <translation>Bilder je Sekunde: von der Kamera gemacht und hier gezeigt</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Bytes as sent (*.raw *.jpg)</source>
        <translation>Bytes wie gesendet (*.raw *.jpg)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.ppm)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.bmp *.ppm)</translation>
    </message>
    <message>
        <source>The picture was not saved.</source>
        <translation>Das Bild wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind of picture that can be written.</source>
        <translation>„%1“ ist keine Bildart, die sich schreiben lässt.</translation>
    </message>
    <message>
        <source>Choose a name that ends with png, jpg, bmp or ppm.</source>
        <translation>Einen Namen wählen, der auf png, jpg, bmp oder ppm endet.</translation>
    </message>
    <message>
        <source>As in the script</source>
        <translation>Wie im Skript</translation>
    </message>
</context>
<context>
    <name>omv::ide::Ide</name>
    <message>
        <source>%1 is on the camera; it is not beside the open scripts.</source>
        <translation>%1 liegt auf der Kamera; neben den offenen Skripten gibt es sie nicht.</translation>
    </message>
    <message>
        <source>%1 gets its firmware written now</source>
        <translation>%1 bekommt gerade Firmware geschrieben</translation>
    </message>
</context>
<context>
    <name>omv::ide::LspClient</name>
    <message>
        <source>No Python language server is installed (python3-pylsp).</source>
        <translation>Kein Python-Sprachserver ist installiert (python3-pylsp).</translation>
    </message>
    <message>
        <source>It ended by itself.</source>
        <translation>Er hat sich selbst beendet.</translation>
    </message>
    <message>
        <source>It could not be started.</source>
        <translation>Er ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>It broke the rules of the protocol.</source>
        <translation>Er hat die Regeln des Protokolls verletzt.</translation>
    </message>
    <message>
        <source>It refused to start.</source>
        <translation>Er wollte nicht starten.</translation>
    </message>
    <message>
        <source>It does not read.</source>
        <translation>Er liest nicht.</translation>
    </message>
    <message>
        <source>It did not answer in time.</source>
        <translation>Er hat nicht rechtzeitig geantwortet.</translation>
    </message>
</context>
<context>
    <name>omv::ide::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search the preferences</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Größe von allem</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>No movements</source>
        <translation>Keine Bewegungen</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Wie das Farbschema</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Show spaces and tabs</source>
        <translation>Leerzeichen und Tabs anzeigen</translation>
    </message>
    <message>
        <source>Line numbers</source>
        <translation>Zeilennummern</translation>
    </message>
    <message>
        <source>Indentation guides</source>
        <translation>Einrückungslinien</translation>
    </message>
    <message>
        <source>Folding</source>
        <translation>Zuklappen</translation>
    </message>
    <message>
        <source>Mark the line of the caret</source>
        <translation>Zeile des Cursors hervorheben</translation>
    </message>
    <message>
        <source>Close brackets and quotes</source>
        <translation>Klammern und Anführungszeichen schließen</translation>
    </message>
    <message>
        <source>Tab key inserts spaces</source>
        <translation>Tabulatortaste fügt Leerzeichen ein</translation>
    </message>
    <message>
        <source>Save the script before it is run</source>
        <translation>Skript vor dem Ausführen speichern</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Time before each line</source>
        <translation>Zeit vor jeder Zeile</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Stop scripts when connecting and disconnecting</source>
        <translation>Beim Verbinden und Trennen Skripte stoppen</translation>
    </message>
    <message>
        <source>Connect to a camera when it is plugged in</source>
        <translation>Mit einer Kamera verbinden, die angeschlossen wird</translation>
    </message>
    <message>
        <source>Connect again when a camera comes back</source>
        <translation>Wieder verbinden, wenn eine Kamera zurückkommt</translation>
    </message>
    <message>
        <source>What suits the board</source>
        <translation>Was zum Board passt</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Frame view</source>
        <translation>Bildansicht</translation>
    </message>
    <message>
        <source>How frames are sent</source>
        <translation>Wie Bilder gesendet werden</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Resolution, rates and focus on the picture</source>
        <translation>Auflösung, Raten und Schärfe auf dem Bild</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Pfade</translation>
    </message>
    <message>
        <source>Saved pictures</source>
        <translation>Gespeicherte Bilder</translation>
    </message>
    <message>
        <source>Where the last one was saved</source>
        <translation>Wo das letzte gespeichert wurde</translation>
    </message>
    <message>
        <source>Logs of the terminal</source>
        <translation>Protokolle des Terminals</translation>
    </message>
    <message>
        <source>Asked for each time</source>
        <translation>Wird jedes Mal gefragt</translation>
    </message>
    <message>
        <source>Back to the first value</source>
        <translation>Zurück zum ersten Wert</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>Zurücksetzen: %1</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Font of code and terminal</source>
        <translation>Schrift von Code und Terminal</translation>
    </message>
    <message>
        <source>Size of code</source>
        <translation>Schriftgröße des Codes</translation>
    </message>
    <message>
        <source>Width of an indent</source>
        <translation>Breite eines Einzugs</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
</context>
<context>
    <name>omv::ide::RecoveryStore</name>
    <message>
        <source>Unsaved text is not kept for a crash.</source>
        <translation>Ungespeicherter Text wird nicht für den Fall eines Absturzes aufgehoben.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Save your files, and see whether the disk is full or write-protected.</source>
        <translation>Die Dateien speichern und nachsehen, ob die Festplatte voll oder schreibgeschützt ist.</translation>
    </message>
    <message>
        <source>A text that was not saved could not be brought back.</source>
        <translation>Ein ungespeicherter Text ließ sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 ist beschädigt.</translation>
    </message>
    <message>
        <source>Look at the file with a text editor.</source>
        <translation>Die Datei mit einem Texteditor ansehen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>omv::ide::Scenes</name>
    <message>
        <source>What virtual cameras see</source>
        <translation>Was virtuelle Kameras sehen</translation>
    </message>
    <message>
        <source>Shapes and a tag</source>
        <translation>Formen und ein Tag</translation>
    </message>
    <message>
        <source>AprilTags</source>
        <translation>AprilTags</translation>
    </message>
    <message>
        <source>Barcodes</source>
        <translation>Strichcodes</translation>
    </message>
    <message>
        <source>Circles</source>
        <translation>Kreise</translation>
    </message>
    <message>
        <source>A ball held up</source>
        <translation>Ein hochgehaltener Ball</translation>
    </message>
    <message>
        <source>A sheet of paper</source>
        <translation>Ein Blatt Papier</translation>
    </message>
    <message>
        <source>Blobs of colour</source>
        <translation>Farbflecke</translation>
    </message>
    <message>
        <source>Darkness</source>
        <translation>Dunkelheit</translation>
    </message>
    <message>
        <source>DataMatrix codes</source>
        <translation>DataMatrix-Codes</translation>
    </message>
    <message>
        <source>A camera that moves</source>
        <translation>Bewegte Kamera</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Somebody walks by</source>
        <translation>Jemand geht vorbei</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>Rectangles</source>
        <translation>Rechtecke</translation>
    </message>
    <message>
        <source>A room</source>
        <translation>Ein Zimmer</translation>
    </message>
    <message>
        <source>Signs to match</source>
        <translation>Zeichen zum Vergleichen</translation>
    </message>
    <message>
        <source>A lamp</source>
        <translation>Eine Lampe</translation>
    </message>
    <message>
        <source>A part grows hot</source>
        <translation>Ein Bauteil wird heiß</translation>
    </message>
    <message>
        <source>Warm bodies</source>
        <translation>Warme Körper</translation>
    </message>
    <message>
        <source>A street</source>
        <translation>Eine Straße</translation>
    </message>
    <message>
        <source>A hand comes near</source>
        <translation>Eine Hand kommt näher</translation>
    </message>
    <message>
        <source>A camera that turns</source>
        <translation>Eine Kamera, die sich dreht</translation>
    </message>
</context>
<context>
    <name>omv::ide::ScriptController</name>
    <message>
        <source>No script ended with an error</source>
        <translation>Kein Skript endete mit einem Fehler</translation>
    </message>
    <message>
        <source>connected to %1</source>
        <translation>verbunden mit %1</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>%1 started</source>
        <translation>%1 gestartet</translation>
    </message>
    <message>
        <source>Connect a camera to type to it.</source>
        <translation>Zum Tippen eine Kamera verbinden.</translation>
    </message>
    <message>
        <source>Type a line of Python. Each runs by itself: the camera starts afresh.</source>
        <translation>Eine Zeile Python tippen. Jede läuft für sich: Die Kamera beginnt immer neu.</translation>
    </message>
    <message>
        <source>A running script takes no keys over this connection. Stop it first.</source>
        <translation>Ein laufendes Skript nimmt über diese Verbindung keine Eingaben. Vorher stoppen.</translation>
    </message>
    <message>
        <source>Wait until the camera is connected</source>
        <translation>Warten, bis die Kamera verbunden ist</translation>
    </message>
    <message>
        <source>The script is being sent</source>
        <translation>Das Skript wird gesendet</translation>
    </message>
    <message>
        <source>The script is being stopped</source>
        <translation>Das Skript wird gestoppt</translation>
    </message>
    <message>
        <source>Open a script first</source>
        <translation>Vorher ein Skript öffnen</translation>
    </message>
    <message>
        <source>&amp;Run the script</source>
        <translation>Skript &amp;ausführen</translation>
    </message>
    <message>
        <source>&amp;Stop the script</source>
        <translation>Skript &amp;stoppen</translation>
    </message>
    <message>
        <source>%1 bytes came too fast and were dropped</source>
        <translation>%1 Byte kamen zu schnell und gingen verloren</translation>
    </message>
    <message>
        <source>stopped after %1</source>
        <translation>gestoppt nach %1</translation>
    </message>
    <message>
        <source>ended by an error after %1</source>
        <translation>endete nach %1 mit einem Fehler</translation>
    </message>
    <message>
        <source>ended after %1</source>
        <translation>endete nach %1</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>Durch einen Fehler gestoppt</translation>
    </message>
    <message>
        <source>allocation failed</source>
        <translation>Speicher reichte nicht</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Open in terminal</source>
        <translation>Im Terminal zeigen</translation>
    </message>
    <message>
        <source>Show memory</source>
        <translation>Speicher zeigen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>the line</source>
        <translation>die Zeile</translation>
    </message>
    <message>
        <source>Save the terminal&apos;s text</source>
        <translation>Text des Terminals speichern</translation>
    </message>
    <message>
        <source>Text (*.txt *.log);;All files (*)</source>
        <translation>Text (*.txt *.log);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Log the terminal to a file</source>
        <translation>Terminal in eine Datei protokollieren</translation>
    </message>
    <message>
        <source>Logs (*.log);;All files (*)</source>
        <translation>Protokolle (*.log);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>omv::ide::ViewController</name>
    <message>
        <source>Edit</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>Edit scripts</source>
        <translation>Skripte bearbeiten</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Examples (Ctrl+Shift+O)</source>
        <translation>Beispiele (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Preferences (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Find in open files (Ctrl+Shift+F)</source>
        <translation>In offenen Dateien suchen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Update or recover a board</source>
        <translation>Ein Board aktualisieren oder retten</translation>
    </message>
</context>
<context>
    <name>omv::ide::WelcomeController</name>
    <message>
        <source>Virtual camera</source>
        <translation>Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Runs real MicroPython on this computer. Nothing to plug in.</source>
        <translation>Führt echtes MicroPython auf diesem Rechner aus. Nichts anzuschließen.</translation>
    </message>
    <message>
        <source>Start with this</source>
        <translation>Damit beginnen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>No camera found yet</source>
        <translation>Noch keine Kamera gefunden</translation>
    </message>
    <message>
        <source>Plug one in with a data cable: it shows up here by itself.</source>
        <translation>Eine mit einem Datenkabel anschließen: Sie erscheint hier von selbst.</translation>
    </message>
</context>
<context>
    <name>omv::ide::Workbench</name>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Board</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
</context>
<context>
    <name>omv::ui</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>not reported</source>
        <translation>nicht gemeldet</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>NPU</source>
        <translation>NPU</translation>
    </message>
    <message>
        <source>ISP</source>
        <translation>ISP</translation>
    </message>
    <message>
        <source>Video encoder</source>
        <translation>Video-Encoder</translation>
    </message>
    <message>
        <source>JPEG encoder</source>
        <translation>JPEG-Encoder</translation>
    </message>
    <message>
        <source>DRAM</source>
        <translation>DRAM</translation>
    </message>
    <message>
        <source>CRC unit</source>
        <translation>CRC-Einheit</translation>
    </message>
    <message>
        <source>PMU</source>
        <translation>PMU</translation>
    </message>
    <message>
        <source>WiFi</source>
        <translation>WLAN</translation>
    </message>
    <message>
        <source>Bluetooth</source>
        <translation>Bluetooth</translation>
    </message>
    <message>
        <source>SD card</source>
        <translation>SD-Karte</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>Ethernet</translation>
    </message>
    <message>
        <source>USB high speed</source>
        <translation>USB High Speed</translation>
    </message>
    <message>
        <source>Several cores</source>
        <translation>Mehrere Kerne</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Hardware word</source>
        <translation>Hardware-Wort</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Board</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>Sensoren</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Anschluss</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Bootloader</source>
        <translation>Bootloader</translation>
    </message>
    <message>
        <source>CPU ID</source>
        <translation>CPU-ID</translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>USB ID</source>
        <translation>USB-ID</translation>
    </message>
    <message>
        <source>Stream buffer</source>
        <translation>Stream-Puffer</translation>
    </message>
    <message>
        <source>Frame buffer</source>
        <translation>Bildpuffer</translation>
    </message>
    <message>
        <source>Packet payload</source>
        <translation>Nutzlast je Paket</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>The camera did not answer at all.</source>
        <translation>Die Kamera hat gar nicht geantwortet.</translation>
    </message>
    <message>
        <source>%1 answers or frames did not come.</source>
        <translation>Ausgebliebene Antworten oder Bilder: %1.</translation>
    </message>
    <message>
        <source>Plug the camera into the computer itself with a short cable, not through a hub; over WiFi, move closer.</source>
        <translation>Die Kamera mit einem kurzen Kabel direkt an den Rechner anschließen, nicht über einen Hub; bei WLAN näher herangehen.</translation>
    </message>
    <message>
        <source>repeating</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>%1 of %2 packets were damaged or sent again.</source>
        <translation>%1 von %2 Paketen waren beschädigt oder wurden erneut gesendet.</translation>
    </message>
    <message>
        <source>Try another cable or port. Nothing is lost, but frames come later.</source>
        <translation>Ein anderes Kabel oder einen anderen Anschluss versuchen. Nichts geht verloren, aber Bilder kommen später.</translation>
    </message>
    <message>
        <source>Answers take %1 ms.</source>
        <translation>Antworten brauchen %1 ms.</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>Over a network this is normal. Over USB, close programs that use the same hub.</source>
        <translation>Über ein Netzwerk ist das normal. Bei USB Programme schließen, die denselben Hub benutzen.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>schnell</translation>
    </message>
    <message>
        <source>ITCM</source>
        <translation>ITCM</translation>
    </message>
    <message>
        <source>DTCM</source>
        <translation>DTCM</translation>
    </message>
    <message>
        <source>DMA domain 1</source>
        <translation>DMA-Domäne 1</translation>
    </message>
    <message>
        <source>DMA domain 2</source>
        <translation>DMA-Domäne 2</translation>
    </message>
    <message>
        <source>DMA domain 3</source>
        <translation>DMA-Domäne 3</translation>
    </message>
    <message>
        <source>transient</source>
        <translation>flüchtig</translation>
    </message>
    <message>
        <source>GC heap</source>
        <translation>GC-Heap</translation>
    </message>
    <message>
        <source>GC heap %1</source>
        <translation>GC-Heap %1</translation>
    </message>
    <message>
        <source>UMA pool %1</source>
        <translation>UMA-Pool %1</translation>
    </message>
    <message>
        <source>%1 pool %2</source>
        <translation>%1-Pool %2</translation>
    </message>
    <message>
        <source>flag 0x%1</source>
        <translation>Bit 0x%1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>omv::ui::BoardDrawing</name>
    <message>
        <source>It has a recovery switch.</source>
        <translation>Es hat einen Rettungsschalter.</translation>
    </message>
    <message>
        <source>Recovery connects %1.</source>
        <translation>Die Rettung verbindet %1.</translation>
    </message>
    <message>
        <source>Sketch of the board</source>
        <translation>Skizze des Boards</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>Taster</translation>
    </message>
    <message>
        <source>LED</source>
        <translation>LED</translation>
    </message>
    <message>
        <source>Recovery
switch</source>
        <translation>Rettungs-
schalter</translation>
    </message>
</context>
<context>
    <name>omv::ui::BoardModel</name>
    <message>
        <source>Property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>omv::ui::BoardPane</name>
    <message>
        <source>Connect a camera to see what it is.</source>
        <translation>Eine Kamera verbinden, um zu sehen, was sie ist.</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Board</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>omv::ui::BoardRows</name>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>in its bootloader</source>
        <translation>im Bootloader</translation>
    </message>
    <message>
        <source>in recovery</source>
        <translation>in der Rettung</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht zu sehen</translation>
    </message>
    <message>
        <source>Boards that are plugged in now</source>
        <translation>Boards, die jetzt angesteckt sind</translation>
    </message>
</context>
<context>
    <name>omv::ui::CameraChip</name>
    <message>
        <source>Choose a camera</source>
        <translation>Kamera wählen</translation>
    </message>
    <message>
        <source>Camera: %1</source>
        <translation>Kamera: %1</translation>
    </message>
</context>
<context>
    <name>omv::ui::CodeEditor</name>
    <message>
        <source>Code editor</source>
        <translation>Code-Editor</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
</context>
<context>
    <name>omv::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>No such command</source>
        <translation>Diesen Befehl gibt es nicht</translation>
    </message>
</context>
<context>
    <name>omv::ui::CompletionModel</name>
    <message>
        <source>%1, not in MicroPython</source>
        <translation>%1, nicht in MicroPython</translation>
    </message>
    <message>
        <source>CPython only</source>
        <translation>nur CPython</translation>
    </message>
</context>
<context>
    <name>omv::ui::CompletionPopup</name>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>CPython only: it exists on a PC, not on the camera.</source>
        <translation>Nur CPython: das gibt es auf dem PC, nicht auf der Kamera.</translation>
    </message>
</context>
<context>
    <name>omv::ui::EditorTabs</name>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close others</source>
        <translation>Andere schließen</translation>
    </message>
    <message>
        <source>Close those to the right</source>
        <translation>Die rechts davon schließen</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>Alle schließen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
</context>
<context>
    <name>omv::ui::ErrorBox</name>
    <message>
        <source>Hide the error</source>
        <translation>Fehler ausblenden</translation>
    </message>
    <message>
        <source>Hide the error (Esc)</source>
        <translation>Fehler ausblenden (Esc)</translation>
    </message>
    <message>
        <source>Error: %1 %2</source>
        <translation>Fehler: %1 %2</translation>
    </message>
</context>
<context>
    <name>omv::ui::ErrorCard</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Do this</source>
        <translation>Abhilfe</translation>
    </message>
    <message>
        <source>%1 · &lt;a href=&quot;explain&quot; style=&quot;color: %2; text-decoration: none&quot;&gt;Explain&lt;/a&gt;</source>
        <translation>%1 · &lt;a href=&quot;explain&quot; style=&quot;color: %2; text-decoration: none&quot;&gt;Erklären&lt;/a&gt;</translation>
    </message>
    <message>
        <source>What: %1</source>
        <translation>Was: %1</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Warum: %1</translation>
    </message>
    <message>
        <source>Do this: %1</source>
        <translation>Abhilfe: %1</translation>
    </message>
    <message>
        <source>Error id: %1</source>
        <translation>Fehler-ID: %1</translation>
    </message>
</context>
<context>
    <name>omv::ui::ExamplesPane</name>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Search examples</source>
        <translation>Beispiele suchen</translation>
    </message>
    <message>
        <source>This board</source>
        <translation>Dieses Board</translation>
    </message>
    <message>
        <source>This sensor</source>
        <translation>Dieser Sensor</translation>
    </message>
    <message>
        <source>Connect a camera to filter by it.</source>
        <translation>Zum Filtern eine Kamera verbinden.</translation>
    </message>
    <message>
        <source>Only examples that run on %1</source>
        <translation>Nur Beispiele, die auf %1 laufen</translation>
    </message>
    <message>
        <source>Only examples for the sensor %1</source>
        <translation>Nur Beispiele für den Sensor %1</translation>
    </message>
    <message>
        <source>There are no examples for this camera.</source>
        <translation>Für diese Kamera gibt es keine Beispiele.</translation>
    </message>
    <message>
        <source>No example fits &quot;%1&quot;.</source>
        <translation>Kein Beispiel passt zu „%1“.</translation>
    </message>
</context>
<context>
    <name>omv::ui::FileRows</name>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht benutzt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1, %2, %3, %4. %5</source>
        <translation>%1, %2, %3, %4. %5</translation>
    </message>
    <message>
        <source>Checked files</source>
        <translation>Geprüfte Dateien</translation>
    </message>
    <message>
        <source>%1
%2
SHA-256 %3</source>
        <translation>%1
%2
SHA-256 %3</translation>
    </message>
</context>
<context>
    <name>omv::ui::FindBar</name>
    <message>
        <source>Show or hide replacing</source>
        <translation>Ersetzen zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Previous hit (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next hit (Enter)</source>
        <translation>Nächster Treffer (Eingabe)</translation>
    </message>
    <message>
        <source>Find in all open files</source>
        <translation>In allen offenen Dateien suchen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Not a valid pattern</source>
        <translation>Kein gültiges Muster</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>More than %1</source>
        <translation>Mehr als %1</translation>
    </message>
    <message>
        <source>%1 of many</source>
        <translation>%1 von vielen</translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>ab dem Anfang</translation>
    </message>
    <message>
        <source>from the end</source>
        <translation>ab dem Ende</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omv::ui::FirmwareBoardPane</name>
    <message>
        <source>A sketch, lens towards you; not to scale.</source>
        <translation>Eine Skizze, Objektiv nach vorn; nicht maßstäblich.</translation>
    </message>
    <message>
        <source>If you stop now</source>
        <translation>Bei Abbruch jetzt</translation>
    </message>
    <message>
        <source>If it stops in the middle</source>
        <translation>Bei Abbruch mittendrin</translation>
    </message>
    <message>
        <source>No board is chosen</source>
        <translation>Kein Board gewählt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Bootloader</source>
        <translation>Bootloader</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>Rettung</translation>
    </message>
</context>
<context>
    <name>omv::ui::FirmwareFilesPane</name>
    <message>
        <source>Boards now</source>
        <translation>Boards jetzt</translation>
    </message>
    <message>
        <source>Files, checked before the first write</source>
        <translation>Dateien, vor dem Schreiben geprüft</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>At your own risk</source>
        <translation>Auf eigene Gefahr</translation>
    </message>
    <message>
        <source>Zip or file…</source>
        <translation>Zip, Datei…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Choose a release or an image; it can also be dropped on this page</source>
        <translation>Ein Release oder Abbild wählen; es kann auch auf diese Seite gezogen werden</translation>
    </message>
    <message>
        <source>Choose a folder with the board&apos;s images</source>
        <translation>Einen Ordner mit den Abbildern des Boards wählen</translation>
    </message>
    <message>
        <source>Nothing is seen. Plug a board in with a data cable: it shows up here by itself.</source>
        <translation>Nichts zu sehen. Ein Board mit Datenkabel anstecken: es erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>Read back and compare what was written</source>
        <translation>Geschriebenes zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Write ROMFS as released</source>
        <translation>ROMFS wie im Release schreiben</translation>
    </message>
    <message>
        <source>Erase the file system</source>
        <translation>Dateisystem löschen</translation>
    </message>
    <message>
        <source>Write what is there already, too</source>
        <translation>Auch schreiben, was schon da ist</translation>
    </message>
    <message>
        <source>None chosen yet. A release is a zip; a folder or a single image does as well.</source>
        <translation>Noch keine gewählt. Ein Release ist ein Zip; ein Ordner oder ein einzelnes Abbild geht auch.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>Keep a copy of what is overwritten</source>
        <translation>Eine Kopie dessen aufheben, was überschrieben wird</translation>
    </message>
    <message>
        <source>Write the chip&apos;s own firmware first</source>
        <translation>Zuerst die eigene Firmware des Chips schreiben</translation>
    </message>
    <message>
        <source>Burn the boot fuse, if it is not set</source>
        <translation>Die Boot-Fuse brennen, falls sie nicht gesetzt ist</translation>
    </message>
    <message>
        <source>Bring back a flash chip that does not answer</source>
        <translation>Einen Flash-Baustein zurückholen, der nicht antwortet</translation>
    </message>
    <message>
        <source>Its files are the chip maker&apos;s: put them beside the other files</source>
        <translation>Ihre Dateien sind vom Hersteller des Chips: Sie gehören neben die anderen Dateien</translation>
    </message>
    <message>
        <source>For a board whose files and ROMFS are both unusable. Both are erased.</source>
        <translation>Für ein Board, dessen Dateien und ROMFS beide unbrauchbar sind. Beides wird gelöscht.</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Anderer…</translation>
    </message>
    <message>
        <source>Choose another folder for the copy</source>
        <translation>Einen anderen Ordner für die Kopie wählen</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
</context>
<context>
    <name>omv::ui::FirmwareLog</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Protokoll kopieren</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>Protokoll leeren</translation>
    </message>
    <message>
        <source>What is done to a board is written here.</source>
        <translation>Was mit einem Board geschieht, steht hier.</translation>
    </message>
</context>
<context>
    <name>omv::ui::FirmwarePage</name>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>ROMFS</source>
        <translation>ROMFS</translation>
    </message>
    <message>
        <source>Factory</source>
        <translation>Werk</translation>
    </message>
    <message>
        <source>Erase files</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Retten</translation>
    </message>
    <message>
        <source>Update the firmware</source>
        <translation>Firmware aktualisieren</translation>
    </message>
    <message>
        <source>Write ROMFS</source>
        <translation>ROMFS schreiben</translation>
    </message>
    <message>
        <source>Reset to factory</source>
        <translation>Auf Werkszustand setzen</translation>
    </message>
    <message>
        <source>Erase the file system</source>
        <translation>Dateisystem löschen</translation>
    </message>
    <message>
        <source>Recover the board</source>
        <translation>Board retten</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>omv::ui::FramePane</name>
    <message>
        <source>Fit to pane</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show at 100 %</source>
        <translation>Bei 100 % zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Badges</source>
        <translation>Einblendungen</translation>
    </message>
    <message>
        <source>Freeze the picture</source>
        <translation>Bild einfrieren</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save the picture...</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Save the region...</source>
        <translation>Bereich speichern …</translation>
    </message>
    <message>
        <source>Save the bytes as sent...</source>
        <translation>Bytes wie gesendet speichern …</translation>
    </message>
    <message>
        <source>Clear the region</source>
        <translation>Bereich aufheben</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Flip left and right</source>
        <translation>Links und rechts vertauschen</translation>
    </message>
    <message>
        <source>Flip top and bottom</source>
        <translation>Oben und unten vertauschen</translation>
    </message>
    <message>
        <source>Show as sent</source>
        <translation>Zeigen wie gesendet</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>How the camera sends its frames</source>
        <translation>Wie die Kamera ihre Bilder sendet</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>The sensor whose frames are shown</source>
        <translation>Der Sensor, dessen Bilder zu sehen sind</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More tools of the frame</source>
        <translation>Weitere Werkzeuge des Bildes</translation>
    </message>
    <message>
        <source>There is no picture yet</source>
        <translation>Noch kein Bild da</translation>
    </message>
    <message>
        <source>The bytes of this picture are not known</source>
        <translation>Die Bytes dieses Bildes sind nicht bekannt</translation>
    </message>
    <message>
        <source>Drag over the picture to choose a region.</source>
        <translation>Im Bild einen Bereich aufziehen.</translation>
    </message>
    <message>
        <source>The picture is neither turned nor flipped</source>
        <translation>Das Bild ist weder gedreht noch gespiegelt</translation>
    </message>
</context>
<context>
    <name>omv::ui::FrameView</name>
    <message>
        <source>Turn the stream on</source>
        <translation>Stream einschalten</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>No frames yet</source>
        <translation>Noch keine Bilder</translation>
    </message>
    <message>
        <source>Streaming is off</source>
        <translation>Der Stream ist aus</translation>
    </message>
    <message>
        <source>Stopped, the last frame is shown</source>
        <translation>Gestoppt, zu sehen ist das letzte Bild</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>Durch einen Fehler gestoppt</translation>
    </message>
    <message>
        <source>%1 by %2, %3 frames per second</source>
        <translation>%1 mal %2, %3 Bilder je Sekunde</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>Streaming is off. The camera keeps running without sending frames.</source>
        <translation>Der Stream ist aus. Die Kamera läuft weiter, ohne Bilder zu senden.</translation>
    </message>
    <message>
        <source>The script ended with an error.</source>
        <translation>Das Skript endete mit einem Fehler.</translation>
    </message>
    <message>
        <source>No frames yet. Run a script that calls snapshot().</source>
        <translation>Noch keine Bilder. Ein Skript ausführen, das snapshot() aufruft.</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>fps camera</source>
        <translation>fps Kamera</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>fps</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>Last frame, %1 ago</source>
        <translation>Letztes Bild vor %1</translation>
    </message>
    <message>
        <source>No frame for %1</source>
        <translation>Kein Bild seit %1</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>x %1</source>
        <translation>x %1</translation>
    </message>
    <message>
        <source>y %1</source>
        <translation>y %1</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>Gray</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>LAB</source>
        <translation>LAB</translation>
    </message>
    <message>
        <source>%1 × %2 at %3, %4</source>
        <translation>%1 × %2 bei %3, %4</translation>
    </message>
    <message>
        <source>Focus %1</source>
        <translation>Fokus %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>omv::ui::HeaderBar</name>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Run the script on the camera (F5)</source>
        <translation>Skript auf der Kamera ausführen (F5)</translation>
    </message>
    <message>
        <source>Stop the script (F5)</source>
        <translation>Skript stoppen (F5)</translation>
    </message>
</context>
<context>
    <name>omv::ui::HistogramModel</name>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>Abw.</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>Lower q.</source>
        <translation>Unt. Q.</translation>
    </message>
    <message>
        <source>Upper q.</source>
        <translation>Ob. Q.</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
</context>
<context>
    <name>omv::ui::HistogramPane</name>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>Gray</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>LAB</source>
        <translation>LAB</translation>
    </message>
    <message>
        <source>YUV</source>
        <translation>YUV</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Colour space</source>
        <translation>Farbraum</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>Was gezählt wird</translation>
    </message>
    <message>
        <source>Scale of the shares</source>
        <translation>Skala der Anteile</translation>
    </message>
    <message>
        <source>No frame to count yet.</source>
        <translation>Noch kein Bild zum Zählen.</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <source>Save the histogram as CSV</source>
        <translation>Histogramm als CSV speichern</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More tools of the histogram</source>
        <translation>Weitere Werkzeuge des Histogramms</translation>
    </message>
    <message>
        <source>Separate lanes</source>
        <translation>Getrennte Spuren</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>Zahlen kopieren</translation>
    </message>
    <message>
        <source>Drag over the picture to choose a region.</source>
        <translation>Im Bild einen Bereich aufziehen.</translation>
    </message>
</context>
<context>
    <name>omv::ui::HistogramPlot</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>The table below it has the numbers.</source>
        <translation>Die Zahlen stehen in der Tabelle darunter.</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>Wert %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
</context>
<context>
    <name>omv::ui::HistogramTable</name>
    <message>
        <source>Numbers of the histogram</source>
        <translation>Zahlen des Histogramms</translation>
    </message>
</context>
<context>
    <name>omv::ui::InputLine</name>
    <message>
        <source>Input to the board</source>
        <translation>Eingabe für das Board</translation>
    </message>
    <message>
        <source>Type to send to the board</source>
        <translation>Text für das Board eingeben</translation>
    </message>
</context>
<context>
    <name>omv::ui::LedLegend</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>What the LED says</source>
        <translation>Was die LED sagt</translation>
    </message>
</context>
<context>
    <name>omv::ui::LinkBars</name>
    <message>
        <source>No camera is connected.</source>
        <translation>Keine Kamera ist verbunden.</translation>
    </message>
    <message>
        <source>No link</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Link good</source>
        <translation>Link gut</translation>
    </message>
    <message>
        <source>Link slow</source>
        <translation>Link langsam</translation>
    </message>
    <message>
        <source>Link repeating</source>
        <translation>Link wiederholt</translation>
    </message>
    <message>
        <source>Link lost</source>
        <translation>Link verloren</translation>
    </message>
</context>
<context>
    <name>omv::ui::MemoryCard</name>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>%1, %2 of %3 used</source>
        <translation>%1, %2 von %3 belegt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Persistent</source>
        <translation>Dauerhaft</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
</context>
<context>
    <name>omv::ui::MemoryPane</name>
    <message>
        <source>Connect a camera to see its memory.</source>
        <translation>Eine Kamera verbinden, um ihren Speicher zu sehen.</translation>
    </message>
</context>
<context>
    <name>omv::ui::Rail</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
</context>
<context>
    <name>omv::ui::SearchPane</name>
    <message>
        <source>Find in open files</source>
        <translation>In offenen Dateien suchen</translation>
    </message>
    <message>
        <source>What to find in the open files (Enter)</source>
        <translation>Was in den offenen Dateien gesucht wird (Eingabe)</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing found in the open files.</source>
        <translation>In den offenen Dateien nichts gefunden.</translation>
    </message>
    <message>
        <source>Hits: %1, files: %2</source>
        <translation>Treffer: %1, Dateien: %2</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>What to put in its place (Enter replaces all)</source>
        <translation>Was an seine Stelle kommt (Eingabe ersetzt alle)</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replace all hits in the open files; each file can be undone</source>
        <translation>Alle Treffer in den offenen Dateien ersetzen; in jeder Datei rückgängig zu machen</translation>
    </message>
    <message>
        <source>Replaced: %1, files: %2</source>
        <translation>Ersetzt: %1, Dateien: %2</translation>
    </message>
</context>
<context>
    <name>omv::ui::ShortcutEditor</name>
    <message>
        <source>Search actions and keys</source>
        <translation>Aktionen und Tasten suchen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Keys of the action</source>
        <translation>Tasten der Aktion</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>No action is chosen.</source>
        <translation>Keine Aktion ist gewählt.</translation>
    </message>
    <message>
        <source>These keys belong to %1 too: neither will work until one is changed.</source>
        <translation>Diese Tasten gehören auch zu %1: Beides geht nicht, bis eines geändert ist.</translation>
    </message>
</context>
<context>
    <name>omv::ui::ShortcutModel</name>
    <message>
        <source>Also: %1</source>
        <translation>Auch: %1</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
</context>
<context>
    <name>omv::ui::StageBar</name>
    <message>
        <source>Recovery</source>
        <translation>Rettung</translation>
    </message>
    <message>
        <source>Bootloader</source>
        <translation>Bootloader</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>The board&apos;s way up</source>
        <translation>Der Weg des Boards nach oben</translation>
    </message>
    <message>
        <source>The board is not seen.</source>
        <translation>Das Board ist nicht zu sehen.</translation>
    </message>
    <message>
        <source>Now: %1. %2</source>
        <translation>Jetzt: %1. %2</translation>
    </message>
</context>
<context>
    <name>omv::ui::StatisticsModel</name>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Packets sent</source>
        <translation>Pakete gesendet</translation>
    </message>
    <message>
        <source>Packets received</source>
        <translation>Pakete empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Damaged packets</source>
        <translation>Beschädigte Pakete</translation>
    </message>
    <message>
        <source>Packets out of order</source>
        <translation>Pakete in falscher Folge</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>Erneut gesendet</translation>
    </message>
    <message>
        <source>Answers that did not come</source>
        <translation>Ausgebliebene Antworten</translation>
    </message>
    <message>
        <source>Fresh starts of the link</source>
        <translation>Neuanfänge der Verbindung</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Frames and text</source>
        <translation>Bilder und Text</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Frames dropped here</source>
        <translation>Hier verworfene Bilder</translation>
    </message>
    <message>
        <source>Frames that failed</source>
        <translation>Gescheiterte Bilder</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Text lost</source>
        <translation>Verlorener Text</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Answer, median</source>
        <translation>Antwort, Median</translation>
    </message>
    <message>
        <source>Answer, 99 of 100</source>
        <translation>Antwort, 99 von 100</translation>
    </message>
    <message>
        <source>Answer, longest</source>
        <translation>Antwort, längste</translation>
    </message>
    <message>
        <source>Frame locked, median</source>
        <translation>Bild gesperrt, Median</translation>
    </message>
    <message>
        <source>Frame locked, 99 of 100</source>
        <translation>Bild gesperrt, 99 von 100</translation>
    </message>
    <message>
        <source>Frame locked, longest</source>
        <translation>Bild gesperrt, längste</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Errors of the port</source>
        <translation>Fehler des Anschlusses</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
</context>
<context>
    <name>omv::ui::StatisticsPane</name>
    <message>
        <source>Connect a camera to see how its link works.</source>
        <translation>Eine Kamera verbinden, um zu sehen, wie ihre Verbindung arbeitet.</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
</context>
<context>
    <name>omv::ui::StepRows</name>
    <message>
        <source>later</source>
        <translation>später</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Sie</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation>Schritte des Plans</translation>
    </message>
    <message>
        <source>Step %1 of %2, %3: %4. %5</source>
        <translation>Schritt %1 von %2, %3: %4. %5</translation>
    </message>
    <message>
        <source>%1 of %2 bytes · %3 %</source>
        <translation>%1 von %2 Bytes · %3 %</translation>
    </message>
    <message>
        <source>%1 KB/s</source>
        <translation>%1 KB/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
</context>
<context>
    <name>omv::ui::TabButton</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close, not saved</source>
        <translation>Schließen, nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>omv::ui::TaskList</name>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>omv::ui::TaskStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Einzelheiten verbergen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>omv::ui::TerminalFindBar</name>
    <message>
        <source>Find in the terminal</source>
        <translation>Im Terminal suchen</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Voriger (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Nächster (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Line %1 of %2</source>
        <translation>Zeile %1 von %2</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
</context>
<context>
    <name>omv::ui::TerminalPane</name>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Filter lines</source>
        <translation>Zeilen filtern</translation>
    </message>
    <message>
        <source>Show timestamps</source>
        <translation>Zeitstempel anzeigen</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Keep the newest line in view</source>
        <translation>Bei der neuesten Zeile bleiben</translation>
    </message>
    <message>
        <source>Save the text…</source>
        <translation>Text speichern …</translation>
    </message>
    <message>
        <source>Clear the terminal</source>
        <translation>Terminal leeren</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>Normale Größe</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>Write to the log file %1</source>
        <translation>In die Protokolldatei %1 schreiben</translation>
    </message>
    <message>
        <source>Write to a log file</source>
        <translation>In eine Protokolldatei schreiben</translation>
    </message>
    <message>
        <source>%1 · %2 older lines dropped</source>
        <translation>%1 · %2 ältere Zeilen verworfen</translation>
    </message>
    <message>
        <source>The terminal keeps the newest lines; older ones make room.</source>
        <translation>Das Terminal behält die neuesten Zeilen; ältere machen Platz.</translation>
    </message>
    <message>
        <source>%1 · %2 lines dropped</source>
        <translation>%1 · %2 Zeilen verworfen</translation>
    </message>
    <message>
        <source>Lines are dropped when they come faster than they can be shown.</source>
        <translation>Zeilen werden verworfen, wenn sie schneller kommen, als sie sich zeigen lassen.</translation>
    </message>
</context>
<context>
    <name>omv::ui::TerminalQueue</name>
    <message>
        <source>— 1 line dropped: it came too fast to show —</source>
        <translation>— 1 Zeile verworfen: Sie kam zu schnell zum Anzeigen —</translation>
    </message>
    <message>
        <source>— %1 lines dropped: they came too fast to show —</source>
        <translation>— %1 Zeilen verworfen: Sie kamen zu schnell zum Anzeigen —</translation>
    </message>
    <message>
        <source>— %1 —</source>
        <translation>— %1 —</translation>
    </message>
</context>
<context>
    <name>omv::ui::TerminalView</name>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Clear the terminal</source>
        <translation>Terminal leeren</translation>
    </message>
</context>
<context>
    <name>omv::ui::WelcomePage</name>
    <message>
        <source>Where should the picture come from?</source>
        <translation>Woher soll das Bild kommen?</translation>
    </message>
</context>
</TS>
