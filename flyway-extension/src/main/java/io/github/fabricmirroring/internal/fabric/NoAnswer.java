package io.github.fabricmirroring.internal.fabric;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * An exception in place of an answer.
 *
 * @param fate what became of the request
 * @param mayPass whether the next try may do better
 * @param reason what was wrong, for a person
 */
record NoAnswer(Fate fate, boolean mayPass, String reason) {

    enum Fate {
        /** There was nothing to sign it with. */
        NO_TOKEN,
        /** It has not left this process, so nothing comes of it. */
        NOT_SENT,
        /** It may have arrived, and have an effect. */
        UNKNOWN,
        /** Fabric has refused it; only the answer did not get through. */
        UNAUTHORIZED
    }

    private static final String INTERRUPTED = "the thread was interrupted";

    /** What the JDK's client says instead of handing over a 401 without the header that the standard asks for. */
    private static final String HEADER_MISSING = "WWW-Authenticate header missing";

    boolean isInterrupt() {
        return reason.equals(INTERRUPTED);
    }

    static NoAnswer of(Throwable failure) {
        return Sentences.causes(failure)
                .filter(NoAnswer::isKnown)
                .findFirst()
                .map(NoAnswer::ofKnown)
                .orElseGet(() -> ofUnknown(failure));
    }

    private static boolean isKnown(Throwable cause) {
        return cause instanceof FabricToken.Missing
                || cause instanceof InterruptedException
                || cause instanceof ConnectException
                || cause instanceof UnresolvedAddressException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || cause instanceof NoSuchAlgorithmException
                || cause instanceof HttpTimeoutException
                || isUnauthorized(cause);
    }

    private static NoAnswer ofKnown(Throwable cause) {
        if (cause instanceof FabricToken.Missing) {
            return new NoAnswer(Fate.NO_TOKEN, true, Sentences.firstLine(cause));
        }
        if (cause instanceof InterruptedException) {
            return new NoAnswer(Fate.UNKNOWN, false, INTERRUPTED);
        }
        if (cause instanceof NoSuchAlgorithmException) {
            return new NoAnswer(Fate.NOT_SENT, false, TrustStore.problem());
        }
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
            boolean trusted = Sentences.causes(cause).noneMatch(CertificateException.class::isInstance);
            return new NoAnswer(
                    Fate.NOT_SENT,
                    trusted && cause instanceof SSLHandshakeException,
                    Sentences.firstLine(Sentences.root(cause)));
        }
        if (isUnauthorized(cause)) {
            return new NoAnswer(Fate.UNAUTHORIZED, true, HEADER_MISSING);
        }
        boolean unconnected = !(cause instanceof HttpTimeoutException) || cause instanceof HttpConnectTimeoutException;
        return new NoAnswer(unconnected ? Fate.NOT_SENT : Fate.UNKNOWN, true, noConnection(cause));
    }

    private static boolean isUnauthorized(Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).startsWith(HEADER_MISSING);
    }

    private static NoAnswer ofUnknown(Throwable failure) {
        boolean network = Sentences.causes(failure)
                .anyMatch(cause -> cause instanceof IOException || cause instanceof TimeoutException);
        boolean notEvenARequest = !network && failure instanceof IllegalArgumentException;
        return new NoAnswer(
                notEvenARequest ? Fate.NOT_SENT : Fate.UNKNOWN, network, Sentences.firstLine(Sentences.root(failure)));
    }

    /** The exceptions' own messages are empty. */
    private static String noConnection(Throwable cause) {
        boolean unresolved = Sentences.causes(cause)
                .anyMatch(
                        inner -> inner instanceof UnresolvedAddressException || inner instanceof UnknownHostException);
        if (unresolved) {
            return "unknown host";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection in time";
        }
        if (cause instanceof HttpTimeoutException) {
            return "it took too long";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "connection refused" : Sentences.firstLine(cause);
    }
}
