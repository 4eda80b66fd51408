package io.github.fabricmirroring.internal.fabric;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** How long a service asks to be left alone. */
final class RetryAfter {

    private static final List<HttpHeaderName> WAITING_TIMES = List.of(
            HttpHeaderName.RETRY_AFTER,
            HttpHeaderName.fromString("retry-after-ms"),
            HttpHeaderName.fromString("x-ms-retry-after-ms"));

    private RetryAfter() {}

    /** Takes it out of the answer, too: the retry policy would wait for what it finds there, whatever the time left. */
    static Optional<Duration> takenFrom(HttpHeaders headers) {
        String value = headers.getValue(HttpHeaderName.RETRY_AFTER);
        WAITING_TIMES.forEach(headers::remove);
        return Optional.ofNullable(value).map(String::strip).flatMap(RetryAfter::delay);
    }

    private static Optional<Duration> delay(String retryAfter) {
        try {
            if (retryAfter.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
            }
            Duration untilDate = Duration.between(
                    Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from));
            return Optional.of(untilDate.isNegative() ? Duration.ZERO : untilDate);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
