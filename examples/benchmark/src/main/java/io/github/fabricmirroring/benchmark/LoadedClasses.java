package io.github.fabricmirroring.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which classes of the drop-in jar a process has loaded.
 *
 * @param ours the extension's own
 * @param azures azure-identity's and azure-core's, and of what these bring
 * @param slf4js of the logging that both go through
 */
record LoadedClasses(long ours, long azures, long slf4js) {

    private static final String US = "io.github.fabricmirroring.";
    private static final String SHADED = US + "shaded.";

    static String javaArgument(Path log) {
        return "-Xlog:class+load:file=" + log;
    }

    static LoadedClasses read(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return of(lines.filter(line -> line.contains(US) || line.contains("db.callback.FabricMirroring "))
                    // The classes of lambdas and the like have no name of their own.
                    .filter(line -> !line.contains("$$"))
                    .toList());
        }
    }

    private static LoadedClasses of(List<String> lines) {
        long shaded = lines.stream().filter(line -> line.contains(SHADED)).count();
        long slf4js = lines.stream()
                .filter(line -> line.contains(SHADED + "org.slf4j."))
                .count();
        return new LoadedClasses(lines.size() - shaded, shaded - slf4js, slf4js);
    }
}
