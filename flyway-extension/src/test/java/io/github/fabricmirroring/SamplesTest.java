package io.github.fabricmirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people copy from README and the examples works with a SQL database in Fabric. */
class SamplesTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern ADDRESS = Pattern.compile(
            "jdbc:sqlserver://[^/\\s'\"]*\\.database\\.fabric\\.microsoft\\.com[^'\"\\s]*?(?=['\"\\s]|</)");

    private static final Pattern FLYWAY_11_9 = Pattern.compile("\\b11\\.9\\.\\d\\b");

    /** Microsoft's driver does not take the host for Azure, and would not wait while the database wakes up. */
    @Test
    void everyAddressHasThePatienceThatTheDriverLacks() throws IOException {
        List<String> addresses = found(ADDRESS);

        assertThat(addresses).hasSizeGreaterThanOrEqualTo(8).allSatisfy(address -> assertThat(address)
                .contains(";connectRetryCount=6;connectRetryInterval=10;loginTimeout=120"));
    }

    @Test
    void nobodyIsAskedToSignInByHand() throws IOException {
        assertThat(found(Pattern.compile("ActiveDirectoryInteractive"))).isEmpty();
    }

    /** 11.9.0 and 11.9.1 know the database only to refuse it. */
    @Test
    void theLeastFlywayForFabricIsTheSameEverywhere() throws IOException {
        assertThat(found(FLYWAY_11_9)).hasSizeGreaterThanOrEqualTo(4).allSatisfy(version -> assertThat(version)
                .endsWith("11.9.2"));
    }

    /** Each with the file that it is in. */
    private static List<String> found(Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        samples().forEach((path, text) -> pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(match -> found.add(path + ": " + match)));
        return found;
    }

    private static Map<Path, String> samples() throws IOException {
        Map<Path, String> samples = new LinkedHashMap<>();
        samples.put(Path.of("README.md"), Files.readString(ROOT.resolve("README.md")));
        Files.walkFileTree(ROOT.resolve("examples"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                return name.equals("target") || name.equals("test")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                samples.put(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                return FileVisitResult.CONTINUE;
            }
        });
        return samples;
    }
}
