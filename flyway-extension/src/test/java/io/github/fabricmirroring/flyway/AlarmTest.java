package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final String MESSAGE = "Fabric mirroring: MIRRORING IS OFF and could not be started: \"No.\"";

    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeEach
    void observe() {
        System.setErr(new PrintStream(error, true));
        System.setOut(new PrintStream(output, true));
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        System.setOut(standardOutput);
    }

    /** As with {@code -outputType=json}, or a logging library without a backend. */
    @Test
    void anErrorThatTheLogDropsIsOnStandardErrorAndStandardOutputStaysAsItIs() {
        Alarm.raise(MESSAGE, message -> {});

        assertThat(error.toString()).isEqualToIgnoringNewLines("ERROR: " + MESSAGE);
        assertThat(output.toString()).isEmpty();
    }

    @Test
    void anErrorIsNotPrintedAgainThatTheLogHasPrinted() {
        assertOnce(message -> System.err.println("ERROR: " + message));
        assertOnce(message -> System.out.println("[ERROR] " + message));
        assertOnce(message -> System.out.writeBytes(("ERROR " + message + "\n").getBytes()));
        assertOnce(message ->
                System.err.println("{\"level\":\"ERROR\",\"message\":\"" + message.replace("\"", "\\\"") + "\"}"));
    }

    private void assertOnce(Consumer<String> log) {
        error.reset();
        output.reset();

        Alarm.raise(MESSAGE, log);

        assertThat(error.toString() + output).containsOnlyOnce("MIRRORING IS OFF");
    }

    @Test
    void anErrorIsNotPrintedAgainThatAHandlerOfTheJdksLogHasTaken() {
        Logger log = Logger.getLogger(MirroringCallback.class.getName());
        ConsoleHandler console = new ConsoleHandler();
        log.addHandler(console);
        log.setUseParentHandlers(false);
        try {
            Alarm.raise(MESSAGE, log::severe);
            assertThat(error.toString()).containsOnlyOnce("MIRRORING IS OFF");

            error.reset();
            console.setLevel(Level.OFF);
            Alarm.raise(MESSAGE, log::severe);
            assertThat(error.toString()).containsOnlyOnce("MIRRORING IS OFF");
        } finally {
            log.removeHandler(console);
            log.setUseParentHandlers(true);
        }
    }

    /** Flyway's own error follows, in a log that shows errors. */
    @Test
    void whatIsAboutToBeThrownIsPrintedWhereTheLogDropsErrorsAndOnlyAnnouncedElsewhere() {
        Alarm.announce("Fabric mirroring: see below.", MESSAGE, announced -> {});
        assertThat(error.toString()).isEqualToIgnoringNewLines("ERROR: " + MESSAGE);

        error.reset();
        Alarm.announce("Fabric mirroring: see below.", MESSAGE, announced -> System.err.println(announced));
        assertThat(error.toString()).isEqualToIgnoringNewLines("Fabric mirroring: see below.");
    }

    @Test
    void theStandardStreamsAreWhatTheyWere() {
        PrintStream before = System.err;

        assertThatThrownBy(() -> Alarm.raise(MESSAGE, message -> {
                    throw new IllegalStateException("the log is broken");
                }))
                .hasMessage("the log is broken");

        assertThat(System.err).isSameAs(before);
    }
}
