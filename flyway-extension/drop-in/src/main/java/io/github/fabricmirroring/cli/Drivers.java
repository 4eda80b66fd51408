package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;

/**
 * The JDBC drivers on the class path. Not by {@code DriverManager}: it stops looking at the first driver that cannot be
 * loaded, and the drivers that come with Flyway's command line have one (jaybird, without what it depends on).
 */
final class Drivers {

    /** A service loader that fails this often in a row does not get any further. */
    private static final int PATIENCE = 1000;

    private final ClassLoader loader;
    private final List<Throwable> failures = new ArrayList<>();

    Drivers(ClassLoader loader) {
        this.loader = loader;
    }

    /** Those on this process's class path. */
    static Drivers onClassPath() {
        return new Drivers(Drivers.class.getClassLoader());
    }

    /**
     * Those whose names say that they are for it come first: some drivers print something as soon as they are loaded.
     *
     * @throws MirroringException if no driver takes the URL; those that could not be loaded are its suppressed ones
     */
    Driver taking(JdbcUrl url) {
        List<ServiceLoader.Provider<Driver>> providers = new ArrayList<>(providers());
        providers.sort(Comparator.comparing(provider -> !isNamedAfter(url, provider.type())));
        for (ServiceLoader.Provider<Driver> provider : providers) {
            try {
                Optional<Driver> driver = Optional.of(provider.get()).filter(candidate -> takes(candidate, url));
                if (driver.isPresent()) {
                    return driver.get();
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures.add(e);
            }
        }
        throw none(url);
    }

    private static boolean isNamedAfter(JdbcUrl url, Class<?> driver) {
        return driver.getName().toLowerCase(Locale.ROOT).contains(url.subprotocol());
    }

    private List<ServiceLoader.Provider<Driver>> providers() {
        List<ServiceLoader.Provider<Driver>> providers = new ArrayList<>();
        Spliterator<ServiceLoader.Provider<Driver>> all =
                ServiceLoader.load(Driver.class, loader).stream().spliterator();
        boolean more = true;
        while (more && failures.size() < PATIENCE) {
            try {
                more = all.tryAdvance(providers::add);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failures.add(e);
            }
        }
        return providers;
    }

    private boolean takes(Driver driver, JdbcUrl url) {
        try {
            return driver.acceptsURL(url.text());
        } catch (SQLException e) {
            failures.add(e);
            return false;
        }
    }

    private MirroringException none(JdbcUrl url) {
        String failed = failures.isEmpty()
                ? ""
                : " (" + failures.size()
                        + (failures.size() == 1 ? " driver" : " drivers")
                        + " could not be loaded; -X shows why)";
        MirroringException none = new MirroringException("no JDBC driver on the class path takes " + url + failed
                + ". Set FLYWAY_HOME to the folder of a Flyway whose drivers folder has it, or CLASSPATH to the"
                + " driver's jar; Microsoft's is mssql-jdbc. Or leave the URL out (--url, FLYWAY_URL): then nobody is"
                + " asked whether mirroring is on.");
        failures.forEach(none::addSuppressed);
        return none;
    }
}
