package io.github.fabricmirroring.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of Flyway's locations: a folder with all that are in it but the hidden ones, or, with wildcards, several.
 *
 * @param descriptor as it was typed
 * @see <a href="https://documentation.red-gate.com/flyway/reference/configuration/flyway-namespace/flyway-locations-setting">Locations</a>
 */
record ScriptLocation(String descriptor) {

    private static final String FILES = "filesystem:";

    private static final Pattern WILDCARD = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?");

    boolean isInFiles() {
        return descriptor.startsWith(FILES);
    }

    /** As far as it has the form of a location. */
    String shown() {
        return Harmless.location(descriptor);
    }

    /** Without wildcards, and what is below them. */
    Path root() {
        Matcher wildcard = WILDCARD.matcher(path());
        String fixed = wildcard.find() ? path().substring(0, wildcard.start()) : path();
        int folder = fixed.lastIndexOf('/');
        return fixed.equals(path()) ? Path.of(fixed) : Path.of(folder < 0 ? "" : fixed.substring(0, folder + 1));
    }

    /**
     * Its migrations, in the order of their paths.
     *
     * @throws IOException if a folder cannot be read
     */
    SortedSet<Path> scripts(MigrationNames names) throws IOException {
        SortedSet<Path> scripts = new TreeSet<>();
        Path root = root();
        Pattern folders = Pattern.compile(expression(path()) + "(?:/.*)?");
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                boolean skipped = !folder.equals(root) && Files.isHidden(folder);
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String folder = String.valueOf(file.getParent()).replace('\\', '/');
                if (folders.matcher(folder).matches()
                        && names.isMigration(file.getFileName().toString())) {
                    scripts.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return scripts;
    }

    private String path() {
        String path = descriptor.substring(FILES.length()).strip().replace('\\', '/');
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String expression(String path) {
        StringBuilder expression = new StringBuilder();
        Matcher wildcard = WILDCARD.matcher(path);
        int from = 0;
        while (wildcard.find()) {
            expression.append(Pattern.quote(path.substring(from, wildcard.start())));
            expression.append(
                    switch (wildcard.group()) {
                        case "**/" -> "(?:.+/)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        default -> "[^/]";
                    });
            from = wildcard.end();
        }
        return expression.append(Pattern.quote(path.substring(from))).toString();
    }
}
