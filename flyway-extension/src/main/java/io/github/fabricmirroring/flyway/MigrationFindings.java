package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.tag.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a migration shows of its tag, and, if all of its script was read, of what mirroring forbids.
 *
 * @param script the migration's name
 * @param findings empty also if it cannot be read
 */
record MigrationFindings(String script, List<Finding> findings) {

    static MigrationFindings ofJava(String className, boolean annotated) {
        return new MigrationFindings(className, annotated ? List.of(new Finding.Tagged(1)) : List.of());
    }

    static MigrationFindings unknown(String script) {
        return new MigrationFindings(script, List.of());
    }

    /** Whether it requires mirroring to be off. */
    boolean tagged() {
        return all(Finding.Tagged.class).findFirst().isPresent();
    }

    /** Also if the tag is misspelled. */
    boolean meantToBeTagged() {
        return tagged() || all(Finding.Misspelled.class).findFirst().isPresent();
    }

    /**
     * @throws MirroringException if the tag is misspelled
     */
    MigrationFindings requireRightSpelling() {
        all(Finding.Misspelled.class).findFirst().ifPresent(tag -> {
            throw new MirroringException(script + " has \"" + tag.text() + "\" in its header (line " + tag.line()
                    + "): write it \"" + tag.rightSpelling() + "\".");
        });
        return this;
    }

    /** Where a tag is that does not count, and where it has to be, for a warning; nothing if none is misplaced. */
    Optional<String> misplacedTag() {
        return all(Finding.Misplaced.class)
                .findFirst()
                .map(tag -> script + " looks tagged in line " + tag.line()
                        + ", but a tag counts only in a comment above the first statement: put \"" + tag.rightSpelling()
                        + "\" there.");
    }

    /** In the order of the script. */
    Stream<Finding.Forbidden> forbidden() {
        return all(Finding.Forbidden.class);
    }

    private <T extends Finding> Stream<T> all(Class<T> kind) {
        return findings.stream().filter(kind::isInstance).map(kind::cast);
    }
}
