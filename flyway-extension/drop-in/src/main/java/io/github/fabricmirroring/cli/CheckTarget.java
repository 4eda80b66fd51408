package io.github.fabricmirroring.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What a check looks at, which waits for nothing. */
final class CheckTarget extends Target {

    @Option(
            names = "--default-schema",
            paramLabel = "NAME",
            description = "The schema in which notes would be left; by default the user's own.")
    private String defaultSchema;

    @Override
    Optional<String> defaultSchema() {
        return Optional.ofNullable(defaultSchema).filter(schema -> !schema.isBlank());
    }
}
