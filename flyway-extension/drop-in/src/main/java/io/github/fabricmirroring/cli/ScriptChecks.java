package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.tag.Finding;
import io.github.fabricmirroring.internal.tag.Script;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The migrations in some locations, read as the extension reads them when they are to run. */
final class ScriptChecks {

    /** What is wrong with a location; in the form of what is wrong with a script. */
    private static final String NO_FOLDER = "there is no such folder";

    private final MigrationNames names;
    private final Charset encoding;

    ScriptChecks(MigrationNames names, Charset encoding) {
        this.names = names;
        this.encoding = encoding;
    }

    /** What was found, and how many scripts were read for it. */
    record Result(List<ScriptFinding> findings, int scripts) {}

    Result read(List<ScriptLocation> locations) {
        List<ScriptFinding> findings = new ArrayList<>();
        SortedMap<Path, List<Finding>> scripts = new TreeMap<>();
        for (ScriptLocation location : locations) {
            try {
                read(location, scripts);
            } catch (IOException | InvalidPathException e) {
                findings.add(unreadable(location, "a folder in it cannot be read"));
            } catch (UnreadableLocation e) {
                findings.add(unreadable(location, e.getMessage()));
            }
        }
        for (Map.Entry<Path, List<Finding>> script : scripts.entrySet()) {
            script.getValue().forEach(finding -> findings.add(ScriptFinding.of(script.getKey(), finding)));
        }
        return new Result(findings, scripts.size());
    }

    private void read(ScriptLocation location, SortedMap<Path, List<Finding>> scripts)
            throws IOException, UnreadableLocation {
        if (!location.isInFiles()) {
            throw new UnreadableLocation("only locations that begin with filesystem: can be read from here");
        }
        if (!Files.isDirectory(location.root())) {
            throw new UnreadableLocation(NO_FOLDER);
        }
        for (Path script : location.scripts(names)) {
            scripts.computeIfAbsent(script, file -> Script.read(file, encoding));
        }
    }

    private static ScriptFinding unreadable(ScriptLocation location, String reason) {
        return new ScriptFinding(location.shown(), new Finding.Unreadable(reason));
    }

    static List<ScriptLocation> locations(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(descriptor -> !descriptor.isEmpty())
                .map(ScriptLocation::new)
                .toList();
    }

    private static final class UnreadableLocation extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableLocation(String reason) {
            super(reason);
        }
    }
}
