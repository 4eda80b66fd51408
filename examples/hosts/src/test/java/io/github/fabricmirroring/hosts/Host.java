package io.github.fabricmirroring.hosts;

import java.nio.file.Path;

/** A program that Flyway runs in, of one version, with the extension. */
interface Host {

    /**
     * Runs it.
     *
     * @param output a folder for what comes of it
     * @return what was done, in a few words
     * @throws AssertionError if anything is not as it should be
     */
    String check(Path output) throws Exception;
}
