package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.tag.ScriptEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
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
            return openFile(file.get());
        }
        URL resource = classpathNames(migration)
                .map(configuration.getClassLoader()::getResource)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IOException("it is in none of the locations that can be read from here"));
        return ScriptEncoding.decode(openUncached(resource), configuration.getEncoding());
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

    /** A file in its encoding. */
    Reader openFile(Path file) throws IOException {
        try {
            Charset encoding = ScriptEncoding.of(file, configuration.getEncoding());
            return ScriptEncoding.decode(Files.newInputStream(file), encoding);
        } catch (IllegalArgumentException e) {
            throw new IOException("its encoding is not known: " + e.getMessage(), e);
        }
    }

    /**
     * A script by its name on the class path.
     *
     * @throws IOException also if there is none
     */
    Reader openResource(String name) throws IOException {
        URL resource = configuration.getClassLoader().getResource(name);
        if (resource == null) {
            throw new IOException(name + " is not on the class path");
        }
        return ScriptEncoding.decode(openUncached(resource), configuration.getEncoding());
    }

    private static InputStream openUncached(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        // A cached jar file stays open, and Windows then refuses to replace it.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
