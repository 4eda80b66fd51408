package io.github.fabricmirroring.dropin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A logger of what is in this jar, for people who read Flyway's log, or the output of this jar's own commands.
 *
 * <ul>
 *   <li>What azure-identity and this extension warn of is a warning, one line each.
 *   <li>All else is detail that Flyway, and the commands, show with {@code -X}. That goes for azure-core's errors, too:
 *   it logs each failed try
 *       and each exception that it throws, and the last of them is told by this extension.
 *   <li>What could be taken for a command by a build agent or a terminal is made harmless.
 *   <li>What may hold a secret is not passed on at any level, nor are requests and answers, which azure-core logs if
 *   {@code
 *       AZURE_HTTP_LOG_DETAIL_LEVEL} asks for it.
 * </ul>
 */
final class FlywayLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private static final HostLog LOG = HostLog.find();

    private static final String OURS = "io.github.fabricmirroring.";
    private static final String RELOCATED = OURS + "shaded.";

    /** In the jar both names begin as the relocated packages do: the shade plugin also changes such constants. */
    private static final String IDENTITY = "com.azure.identity.";

    /** Only ever complains of missing a library that this jar does not hold. */
    private static final String BROKER = "com.azure.identity.BrokerCredential";

    /** Where azure-core logs requests and answers of callers that give no name; no other logger is without one. */
    private static final String HTTP_OF_NOBODY = "";

    private static final String HTTP = "com.azure.core.http.policy.HttpLoggingPolicy";

    private static final Pattern MAY_HOLD_SECRET = Pattern.compile(
            "((access|refresh|id)_?token|client_?(secret|assertion)|authorization|password)\"?\\s*[=:]"
                    + "|\\bbearer\\s|\\beyJ[\\w-]{10}",
            Pattern.CASE_INSENSITIVE);

    /** With what an exception's {@code toString} puts after it. */
    private static final Pattern EXCEPTION =
            Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?:\\w+\\$)*\\w*(?:Exception|Error): ");

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z])");

    /** What steers a terminal, all but what a stack trace is made of. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\n\t]]+");

    /** Build agents take it for a command: Azure Pipelines anywhere in a line, GitHub Actions in part at its beginning. */
    private static final Pattern COMMAND = Pattern.compile("##(?=\\w*\\[)|(?m)^\\s*::");

    private final boolean silent;
    private final boolean heeded;

    FlywayLogger(String name) {
        this.name = name;
        this.silent = name.equals(HTTP_OF_NOBODY) || name.equals(HTTP);
        this.heeded = name.startsWith(IDENTITY) && !name.equals(BROKER)
                || name.startsWith(OURS) && !name.startsWith(RELOCATED);
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return !silent && LOG.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return isDebugEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return heeded || isDebugEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return isWarnEnabled();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        if (heeded && level.toInt() >= Level.WARN.toInt()) {
            LOG.warn(harmless(withoutSecret(withoutPackages(inOneLine(message)))));
        } else {
            LOG.debug(shortName() + ": "
                    + harmless(withoutSecret(message + textOf(throwable)).replace(RELOCATED, "")));
        }
    }

    private String shortName() {
        return name.startsWith(RELOCATED) ? name.substring(RELOCATED.length()) : name;
    }

    private static String inOneLine(String message) {
        return String.valueOf(message)
                .lines()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("at "))
                .collect(Collectors.joining(" "));
    }

    private static String withoutPackages(String text) {
        return PACKAGE.matcher(EXCEPTION.matcher(text).replaceAll("")).replaceAll("");
    }

    private static String withoutSecret(String text) {
        return MAY_HOLD_SECRET.matcher(text).find() ? "(left out, as it may hold a secret)" : text;
    }

    /** Much of what these libraries log was written by a service or a command. */
    private static String harmless(String text) {
        String steersNothing = CONTROL.matcher(text.replace("\r\n", "\n")).replaceAll(" ");
        return COMMAND.matcher(steersNothing).replaceAll(found -> found.group().replaceAll("(.)\\1", "$1 $1"));
    }

    private static String textOf(Throwable throwable) {
        if (throwable == null) {
            return "";
        }
        StringWriter text = new StringWriter().append(System.lineSeparator());
        throwable.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
