package io.github.fabricmirroring.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small scripts as people write them, none of them tagged. */
final class Scripts {

    private Scripts() {}

    /** Returns the folder. */
    static Path write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int version = 1; version <= count; version++) {
            Files.writeString(
                    folder.resolve("V%d__create_customers_%d.sql".formatted(version, version)),
                    """
                    -- Customers of region %d, and where to find them.
                    create table customers_%d(
                        id int not null primary key,
                        name varchar(100) not null,
                        city varchar(100)
                    );
                    """
                            .formatted(version, version));
        }
        return folder;
    }
}
