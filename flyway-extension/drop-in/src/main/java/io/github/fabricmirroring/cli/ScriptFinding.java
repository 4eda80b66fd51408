package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.tag.CommentStyle;
import io.github.fabricmirroring.internal.tag.Finding;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What was found in one script, and where.
 *
 * @param file the script, or a location that cannot be read
 */
record ScriptFinding(String file, Finding finding) {

    static ScriptFinding of(Path script, Finding finding) {
        return new ScriptFinding(script.toString().replace('\\', '/'), finding);
    }

    boolean isFailed() {
        return !(finding instanceof Finding.Tagged);
    }

    /** As compilers write it, so that editors and build logs lead to it. */
    String line() {
        return file + ":" + finding.line() + ": " + sentence();
    }

    String sentence() {
        if (finding instanceof Finding.Misspelled misspelled) {
            return "\"" + misspelled.text() + "\" is meant as the tag, and is not it: write \""
                    + misspelled.rightSpelling() + "\".";
        }
        if (finding instanceof Finding.Misplaced misplaced) {
            return "a tag counts only in a comment above the first statement: put \"" + misplaced.rightSpelling()
                    + "\" there.";
        }
        if (finding instanceof Finding.Forbidden forbidden) {
            return "it " + forbidden.work().told()
                    + ", which is not allowed while Fabric mirrors the database, and is not tagged: put \""
                    + CommentStyle.of(file).tag() + "\" at its top.";
        }
        if (finding instanceof Finding.Unreadable unreadable) {
            return "it cannot be read, because " + unreadable.reason() + ".";
        }
        return "tagged: mirroring is off while it runs.";
    }

    Map<String, Object> values() {
        return Map.of(
                "file",
                file,
                "line",
                finding.line(),
                "kind",
                finding.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                "message",
                sentence());
    }
}
