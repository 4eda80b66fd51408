package io.github.fabricmirroring.dropin;

/** Where people look: Flyway's log or, where there is no Flyway, standard error. */
interface HostLog {

    boolean isDebugEnabled();

    void debug(String message);

    void warn(String message);

    static HostLog find() {
        try {
            Class.forName("org.flywaydb.core.api.logging.LogFactory", false, HostLog.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return new StandardError();
        }
        return new FlywayLog();
    }
}
