package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.flyway.CallbackScripts.CallbackScript;
import io.github.fabricmirroring.internal.tag.CommentStyle;
import io.github.fabricmirroring.internal.tag.Finding;
import io.github.fabricmirroring.internal.tag.Script;
import io.github.fabricmirroring.internal.window.Reporter;
import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.configuration.Configuration;

/** Tags in the scripts of callbacks, which have no effect: mirroring is off around migrations only. */
final class CallbackTags {

    private final CallbackScripts scripts;
    private final Reporter reporter;

    /** Of whose tags people know already. */
    private final Set<String> reported = new HashSet<>();

    CallbackTags(Configuration configuration, Reporter reporter) {
        this.scripts = new CallbackScripts(configuration);
        this.reporter = reporter;
    }

    /** Reads the header of each callback's script, and warns of each once; a run does not fail of what it cannot read. */
    void warn() {
        try {
            for (CallbackScript script : scripts.find()) {
                tag(script)
                        .filter(tag -> reported.add(script.name()))
                        .ifPresent(tag -> reporter.warn(script.name() + " has the tag in line " + tag.line()
                                + ", where it has no effect: mirroring is stopped for migrations only, not for callbacks."
                                + " Move the statements that need it to a migration."));
            }
        } catch (IOException | RuntimeException e) {
            reporter.warn("could not look for tags in the scripts of callbacks: " + e);
        }
    }

    private static Optional<Finding> tag(CallbackScript script) throws IOException {
        try (Reader text = script.text().open()) {
            return Script.header(text, CommentStyle.of(script.name()));
        }
    }
}
