package io.github.fabricmirroring.internal.fabric;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The body of an answer that is not 200, as far as it can be read: what is missing is empty. */
record FabricError(String errorCode, String message, String requestId, List<String> moreDetails, boolean readable)
        implements Serializable {

    private static final int LONGEST_TEXT = 1000;
    private static final Pattern TOKEN = Pattern.compile("(?i)bearer\\s+\\S+|eyJ[\\w.-]{10,}");

    static final FabricError NONE = new FabricError("", "", "", List.of(), false);

    static FabricError parse(String body) {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            Map<String, Object> error = reader.readMap(JsonReader::readUntyped);
            if (error == null) {
                return NONE;
            }
            return new FabricError(
                    text(error, "errorCode"), text(error, "message"), text(error, "requestId"), details(error), true);
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
    }

    private static List<String> details(Map<?, ?> error) {
        List<String> details = new ArrayList<>();
        if (error.get("moreDetails") instanceof List<?> list) {
            for (Object detail : list) {
                if (detail instanceof Map<?, ?> map) {
                    details.add(text(map, "errorCode") + ": " + text(map, "message"));
                }
            }
        }
        return List.copyOf(details);
    }

    private static String text(Map<?, ?> json, String name) {
        return json.get(name) instanceof String text ? fitForMessage(text) : "";
    }

    /** What answers may be a proxy that shows the request, its token included. */
    private static String fitForMessage(String text) {
        String withoutToken = TOKEN.matcher(text).replaceAll("***");
        return withoutToken.length() <= LONGEST_TEXT ? withoutToken : withoutToken.substring(0, LONGEST_TEXT) + "…";
    }
}
