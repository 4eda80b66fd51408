package io.github.fabricmirroring.flyway;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * The scripts that Flyway runs at its events, such as {@code afterMigrate__grants.sql}, in the locations that can be
 * read from here. Flyway finds them by itself and has no API that lists them.
 */
final class CallbackScripts {

    /** One of them, to be read when it is asked for. */
    record CallbackScript(String name, Opening text) {}

    /** Opens a script in its encoding. */
    interface Opening {
        Reader open() throws IOException;
    }

    private final Configuration configuration;
    private final ScriptSource source;

    CallbackScripts(Configuration configuration) {
        this.configuration = configuration;
        this.source = new ScriptSource(configuration);
    }

    /**
     * @throws IOException if a location cannot be listed
     */
    List<CallbackScript> find() throws IOException {
        List<CallbackScript> found = new ArrayList<>();
        ResourceProvider provider = configuration.getResourceProvider();
        if (provider != null) {
            for (LoadableResource resource : provider.getResources("", configuration.getSqlMigrationSuffixes())) {
                add(resource.getFilename(), resource::read, found::add);
            }
            return found;
        }
        for (Location location : locations()) {
            String descriptor = location.getDescriptor();
            if (descriptor.startsWith("filesystem:")) {
                addFolder(Path.of(location.getRootPath()), found::add);
            } else if (descriptor.startsWith("classpath:")) {
                for (URL root : Collections.list(configuration.getClassLoader().getResources(location.getRootPath()))) {
                    addRoot(root, found::add);
                }
            }
        }
        return found;
    }

    private List<Location> locations() {
        return Stream.concat(Arrays.stream(configuration.getLocations()), Arrays.stream(callbackLocations()))
                .distinct()
                .toList();
    }

    /** A setting that Flyway 11.7 does not have. */
    private Location[] callbackLocations() {
        try {
            Object locations =
                    Configuration.class.getMethod("getCallbackLocations").invoke(configuration);
            return locations == null ? new Location[0] : (Location[]) locations;
        } catch (ReflectiveOperationException e) {
            return new Location[0];
        }
    }

    private void addRoot(URL root, Consumer<CallbackScript> found) throws IOException {
        URLConnection connection = root.openConnection();
        if (connection instanceof JarURLConnection jar) {
            addJar(jar, found);
        } else if (root.getProtocol().equals("file")) {
            try {
                addFolder(Path.of(new URI(root.toString())), found);
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private void addJar(JarURLConnection connection, Consumer<CallbackScript> found) throws IOException {
        // A cached jar file stays open, and Windows then refuses to replace it.
        connection.setUseCaches(false);
        String folder = connection.getEntryName() == null ? "" : connection.getEntryName();
        try (JarFile jar = connection.getJarFile()) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder))
                    .forEach(name -> add(fileName(name), () -> source.openResource(name), found));
        }
    }

    private void addFolder(Path folder, Consumer<CallbackScript> found) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> add(fileName(file.toString()), () -> source.openFile(file), found));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InvalidPathException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void add(String name, Opening text, Consumer<CallbackScript> found) {
        if (isCallback(name)) {
            found.accept(new CallbackScript(name, text));
        }
    }

    /** {@code beforeMigrate.sql}, {@code afterMigrate__grants.sql}; Flyway heeds the case of neither. */
    private boolean isCallback(String name) {
        return Arrays.stream(configuration.getSqlMigrationSuffixes())
                .filter(name::endsWith)
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .map(base -> base.split(Pattern.quote(configuration.getSqlMigrationSeparator()), 2)[0])
                .anyMatch(id -> Arrays.stream(Event.values())
                        .anyMatch(
                                event -> event.getId().toLowerCase(Locale.ROOT).equals(id.toLowerCase(Locale.ROOT))));
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
