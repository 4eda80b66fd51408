package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A note that says who this process is. */
final class OwnNote {

    private static final String HOST = host();

    private OwnNote() {}

    static WindowNote about(String id, String purpose, Optional<SqlDatabaseItem> item) {
        return new WindowNote(
                id,
                WindowNote.FORMAT,
                Phase.STOPPING,
                purpose,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS)),
                item.map(SqlDatabaseItem::toString).orElse(""),
                HOST,
                Long.toString(ProcessHandle.current().pid()),
                System.getProperty("user.name", "an unknown user"));
    }

    /** Without asking a name server, which may take its time. */
    private static String host() {
        return Stream.of(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"), hostOfLinux())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("an unknown host");
    }

    /** Shells know HOSTNAME, but few pass it on. */
    private static String hostOfLinux() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
