package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.NoAnswer.Fate.NOT_SENT;
import static io.github.fabricmirroring.internal.fabric.NoAnswer.Fate.NO_TOKEN;
import static io.github.fabricmirroring.internal.fabric.NoAnswer.Fate.UNAUTHORIZED;
import static io.github.fabricmirroring.internal.fabric.NoAnswer.Fate.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.UnexpectedLengthException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every exception in place of an answer is sorted by what became of the request: a window goes by that. */
class NoAnswerTest {

    private static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new ConnectException(), NOT_SENT, true, "connection refused"),
                Arguments.of(
                        caused(new ConnectException(), new ClosedChannelException()),
                        NOT_SENT,
                        true,
                        "connection refused"),
                Arguments.of(
                        caused(new ConnectException(), new UnresolvedAddressException()),
                        NOT_SENT,
                        true,
                        "unknown host"),
                Arguments.of(
                        new HttpConnectTimeoutException("HTTP connect timed out"),
                        NOT_SENT,
                        true,
                        "no connection in time"),
                Arguments.of(new SSLPeerUnverifiedException("Not verified"), NOT_SENT, false, "Not verified"),
                Arguments.of(
                        caused(new SSLHandshakeException("no"), new CertificateException("No path")),
                        NOT_SENT,
                        false,
                        "No path"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("Remote host terminated the handshake"),
                                new EOFException("EOF")),
                        NOT_SENT,
                        true,
                        "EOF"),
                Arguments.of(
                        new IllegalArgumentException("invalid header value"), NOT_SENT, false, "invalid header value"),
                Arguments.of(new FabricToken.Missing(new IllegalStateException("Nobody")), NO_TOKEN, true, "Nobody"),
                Arguments.of(
                        new FabricToken.Missing(new UncheckedIOException(new ConnectException())),
                        NO_TOKEN,
                        true,
                        "ConnectException"),
                Arguments.of(
                        new IOException("WWW-Authenticate header missing for response code 401"),
                        UNAUTHORIZED,
                        true,
                        "WWW-Authenticate header missing"),
                Arguments.of(new HttpTimeoutException("request timed out"), UNKNOWN, true, "it took too long"),
                Arguments.of(new SocketException("Connection reset"), UNKNOWN, true, "Connection reset"),
                Arguments.of(new EOFException("EOF reached"), UNKNOWN, true, "EOF reached"),
                Arguments.of(new SSLException("closed"), UNKNOWN, true, "closed"),
                Arguments.of(new TimeoutException("late"), UNKNOWN, true, "late"),
                Arguments.of(new InterruptedException(), UNKNOWN, false, "the thread was interrupted"),
                Arguments.of(new UnexpectedLengthException("short", 1, 2), UNKNOWN, false, "short"),
                Arguments.of(new NullPointerException(), UNKNOWN, false, "NullPointerException"));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void eachIsSortedAndWorded(Exception exception, NoAnswer.Fate fate, boolean mayPass, String reason) {
        for (Throwable thrown : new Throwable[] {exception, new IllegalStateException(exception)}) {
            if (thrown != exception && exception instanceof IllegalArgumentException) {
                continue;
            }
            assertThat(NoAnswer.of(thrown)).isEqualTo(new NoAnswer(fate, mayPass, reason));
        }
    }

    private static Exception caused(Exception exception, Exception cause) {
        exception.initCause(cause);
        return exception;
    }
}
