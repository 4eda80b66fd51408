package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.settings.OutsideText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why there is no token: what each credential that is there has said, and nothing of those that are not. */
final class NoToken {

    /** What azure-identity says of a credential that nobody has set up. */
    private static final List<String> ABSENT = List.of(
            "Environment variables are not fully configured",
            "The workload options are not fully configured",
            "Workload Identity authentication is not available",
            "Managed Identity authentication is not available",
            "ManagedIdentityCredential authentication unavailable",
            "IntelliJ authentication not available",
            "Visual Studio Code Authentication is not available",
            "Azure CLI not installed",
            "Azure Developer CLI not installed",
            "Encountered error when deserializing response from Azure Power Shell",
            "azure-identity-broker dependency is not available");

    private static final Pattern GUIDELINES = Pattern.compile("\\s*(?:To|to) (?:further )?mitigate this issue,.*");

    /** What a JSON parser says of text that is not JSON. */
    private static final Pattern NO_JSON = Pattern.compile("was expecting \\(JSON|expected a valid value \\(JSON");

    /** What Java says when it makes its first client. */
    private static final String NO_TRUST_STORE = "Error constructing implementation (algorithm: Default";

    private static final String SEE_INNER = "see inner exception for more information";

    private static final String FROM_COMMAND = "`az account get-access-token` (or `azd`) printed ";
    private static final String TRY_COMMAND = "; run it by hand to see what is wrong";

    private NoToken() {}

    /** In sentences; nothing if no credential is set up. */
    static Optional<String> reasons(Throwable failure) {
        String[] parts = messageOf(failure).split("\r\n");
        String reasons = Arrays.stream(parts)
                .filter(part -> parts.length == 1 || ABSENT.stream().noneMatch(part::contains))
                .map(part -> Sentences.sentence(reason(part, parts.length == 1, failure)))
                .distinct()
                .collect(Collectors.joining(" "));
        return Optional.of(reasons).filter(text -> !text.isEmpty());
    }

    /** Of a single credential. */
    static String reason(Throwable failure) {
        return reason(messageOf(failure), true, failure);
    }

    private static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message.strip();
    }

    private static String reason(String part, boolean alone, Throwable failure) {
        if (part.contains("\"tokenHolder\" is null")) {
            return FROM_COMMAND + "nothing" + TRY_COMMAND;
        }
        if (part.equals("text")) {
            return FROM_COMMAND + "JSON without a token" + TRY_COMMAND;
        }
        if (part.contains(NO_TRUST_STORE)) {
            return TrustStore.problem();
        }
        if (NO_JSON.matcher(part).find() && !part.contains("MSI")) {
            return part.contains("'<'")
                    ? FROM_COMMAND + "an HTML page in place of a token" + TRY_COMMAND
                    : FROM_COMMAND + "something else with the token, such as a warning: silence it with"
                            + " `az config set core.only_show_errors=true` (AZURE_CORE_ONLY_SHOW_ERRORS=true)";
        }
        String because = because(
                withoutGuidelines(OutsideText.harmless(
                        withInnerReason(part.lines().findFirst().orElse(part), failure))),
                alone,
                failure);
        return because.contains("AADSTS700024")
                ? Sentences.sentence(because)
                        + " What `az` was signed in with has expired, as on build agents after minutes: let this process"
                        + " sign in by itself, as README's section on credentials says"
                : because;
    }

    /** azure-identity often says only that something inside failed; what did is in the innermost cause. */
    static String withInnerReason(String message, Throwable failure) {
        return message.replace(
                SEE_INNER, NoAnswer.of(Sentences.root(failure)).reason().replaceFirst("\\.$", ""));
    }

    private static String because(String line, boolean alone, Throwable failure) {
        Throwable root = Sentences.root(failure);
        if (!alone || messageOf(root).equals(messageOf(failure))) {
            return line;
        }
        String inner = withoutGuidelines(NoAnswer.of(root).reason());
        return line.contains(inner) ? line : line + " (" + inner + ")";
    }

    private static String withoutGuidelines(String text) {
        return GUIDELINES.matcher(Sentences.withoutPackages(text)).replaceFirst("");
    }
}
