package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.tag.CommentStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;

/** Where the text of a migration's script is, and in which encoding. */
final class ScriptSource {

    private final Configuration configuration;

    ScriptSource(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The script as Flyway reads it.
     *
     * @throws IOException also if it is in no location that can be read from here
     */
    Reader open(MigrationInfo migration) throws IOException {
        String script = migration.getScript();
        ResourceProvider provider = configuration.getResourceProvider();
        if (provider != null) {
            return open(provider, script);
        }
        Optional<Path> file = file(migration.getPhysicalLocation());
        if (file.isPresent()) {
            return decode(Files.newInputStream(file.get()), encoding(file.get()));
        }
        URL resource = classpathNames(migration)
                .map(configuration.getClassLoader()::getResource)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IOException("it is in none of the locations that can be read from here"));
        return decode(openUncached(resource), configuration.getEncoding());
    }

    /**
     * The path inside its jar, which Flyway keeps behind an exclamation mark; otherwise the script's name under each
     * location, which does not work for a location with wildcards.
     */
    private Stream<String> classpathNames(MigrationInfo migration) {
        String physicalLocation =
                String.valueOf(migration.getPhysicalLocation()).replace('\\', '/');
        Stream<String> inJar = physicalLocation.contains("!/")
                ? Stream.of(physicalLocation.substring(physicalLocation.lastIndexOf("!/") + 2))
                : Stream.empty();
        Stream<String> underLocations = Arrays.stream(configuration.getLocations())
                .filter(location -> location.getDescriptor().startsWith("classpath:"))
                .map(Location::getRootPath)
                .map(root -> root.isEmpty() ? migration.getScript() : root + "/" + migration.getScript());
        return Stream.concat(inJar, underLocations);
    }

    private static Reader open(ResourceProvider provider, String script) throws IOException {
        LoadableResource resource = provider.getResource(script);
        if (resource == null) {
            resource = provider.getResources("", new String[] {""}).stream()
                    .filter(candidate -> script.equals(candidate.getRelativePath()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the resource provider does not know it"));
        }
        try {
            return resource.read();
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Optional<Path> file(String physicalLocation) {
        try {
            return Optional.ofNullable(physicalLocation).map(Path::of).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            // The location of a script inside a jar is not a path on every system.
            return Optional.empty();
        }
    }

    /**
     * A script's own configuration file may name an encoding for it alone; Flyway heeds it for files. What another
     * program runs is in that program's encoding: all that matters here is the same in each that extends ASCII.
     */
    private Charset encoding(Path script) throws IOException {
        if (CommentStyle.of(script.toString()) != CommentStyle.SQL) {
            return StandardCharsets.UTF_8;
        }
        Path scriptConfiguration = script.resolveSibling(script.getFileName() + ".conf");
        if (!Files.isRegularFile(scriptConfiguration)) {
            return configuration.getEncoding();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(scriptConfiguration, configuration.getEncoding())) {
            properties.load(reader);
        }
        String encoding = properties.getProperty("encoding");
        return encoding == null ? configuration.getEncoding() : Charset.forName(encoding.strip());
    }

    private static InputStream openUncached(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        // A cached jar file stays open, and Windows then refuses to replace it.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static Reader decode(InputStream bytes, Charset configured) throws IOException {
        PushbackInputStream script = new PushbackInputStream(bytes, 2);
        try {
            return new InputStreamReader(script, byteOrderMarkOr(configured, script));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Flyway's detectEncoding goes by the byte order mark; without it, a script of another encoding fails anyway. */
    private static Charset byteOrderMarkOr(Charset configured, PushbackInputStream script) throws IOException {
        byte[] mark = script.readNBytes(2);
        script.unread(mark);
        boolean bigEndian = Arrays.equals(mark, new byte[] {(byte) 0xFE, (byte) 0xFF});
        boolean littleEndian = Arrays.equals(mark, new byte[] {(byte) 0xFF, (byte) 0xFE});
        return bigEndian || littleEndian ? StandardCharsets.UTF_16 : configured;
    }
}
