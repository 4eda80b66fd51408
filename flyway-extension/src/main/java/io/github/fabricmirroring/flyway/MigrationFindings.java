package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.tag.CommentStyle;
import java.util.Optional;

/**
 * What a migration shows of its tag.
 *
 * @param script the migration's name
 * @param tagged whether it requires mirroring to be off
 * @param misplacedIn the line, counted from 1, of a tag that does not count because a statement stands above it;
 *     nothing if the migration is tagged, is a Java migration, or cannot be read
 */
record MigrationFindings(String script, boolean tagged, Optional<Integer> misplacedIn) {

    static MigrationFindings of(String script, boolean tagged) {
        return new MigrationFindings(script, tagged, Optional.empty());
    }

    /** Where the tag is and where it has to be, for a warning; nothing if none is misplaced. */
    Optional<String> misplacedTag() {
        return misplacedIn.map(line -> script + " looks tagged in line " + line
                + ", but a tag counts only in a comment above the first statement: put \""
                + CommentStyle.of(script).tag()
                + "\" there.");
    }
}
