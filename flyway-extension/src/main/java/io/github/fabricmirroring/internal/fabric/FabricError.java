package io.github.fabricmirroring.internal.fabric;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonToken;
import io.github.fabricmirroring.internal.settings.OutsideText;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of an answer that is not 200, as far as it can be read: what is missing is empty.
 *
 * @param readable whether it looks like one of Fabric's own
 */
record FabricError(
        String errorCode,
        String message,
        String requestId,
        List<String> moreDetails,
        Retriable retriable,
        boolean readable)
        implements Serializable {

    /** What Fabric itself says of trying again. */
    enum Retriable {
        YES,
        NO,
        NOT_SAID
    }

    static final FabricError NONE = new FabricError("", "", "", List.of(), Retriable.NOT_SAID, false);

    private static final int LONGEST_TEXT = 1000;

    static FabricError parse(String body) {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            Map<String, Object> object = reader.readMap(JsonReader::readUntyped);
            return object == null ? NONE : of(object);
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
    }

    static boolean isJson(String body) {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            JsonToken first = reader.nextToken();
            reader.readUntyped();
            return first != null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Some services in front of Fabric put what they say into {@code error}, as Azure does. */
    private static FabricError of(Map<?, ?> object) {
        Map<?, ?> error = object.get("error") instanceof Map<?, ?> inner ? inner : object;
        String errorCode =
                text(error, "errorCode").or(() -> text(error, "code")).orElse("");
        return new FabricError(
                errorCode,
                text(error, "message").orElse(""),
                text(error, "requestId").or(() -> text(object, "requestId")).orElse(""),
                details(error),
                retriable(error),
                !errorCode.isEmpty());
    }

    private static Retriable retriable(Map<?, ?> error) {
        return error.get("isRetriable") instanceof Boolean yes
                ? yes ? Retriable.YES : Retriable.NO
                : Retriable.NOT_SAID;
    }

    private static List<String> details(Map<?, ?> error) {
        List<String> details = new ArrayList<>();
        if (error.get("moreDetails") instanceof List<?> list) {
            for (Object detail : list) {
                if (detail instanceof Map<?, ?> map) {
                    details.add(text(map, "errorCode").orElse("") + ": "
                            + text(map, "message").orElse(""));
                }
            }
        }
        return List.copyOf(details);
    }

    private static Optional<String> text(Map<?, ?> json, String name) {
        return json.get(name) instanceof String text ? Optional.of(fitForMessage(text)) : Optional.empty();
    }

    /** What answers may be a proxy that shows the request, its token included. */
    private static String fitForMessage(String text) {
        String fit = OutsideText.harmless(text);
        return fit.length() <= LONGEST_TEXT ? fit : fit.substring(0, LONGEST_TEXT) + "…";
    }

    /** Whether the capacity that the workspace runs on is paused, whatever the status says. */
    boolean isOfPausedCapacity() {
        return errorCode.equals("CapacityNotActive") || errorCode.equals("FeatureNotAvailable");
    }
}
