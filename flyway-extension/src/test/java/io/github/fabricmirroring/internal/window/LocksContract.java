package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every implementation of {@link Locks} does. */
@Timeout(60)
public abstract class LocksContract {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    /**
     * A new session with the test's database. It is closed, and its database gone, when the test has ended.
     *
     * @param service a name; each has a schema of its own, where there are schemas
     */
    protected abstract Participant participant(String service);

    private Locks locks(String service) {
        return participant(service).session().locks();
    }

    @Test
    void onlyOneHasTheGate() {
        Locks one = locks("a");
        Locks other = locks("a");

        assertThat(one.takeGate(AT_ONCE)).isTrue();
        assertThat(other.takeGate(AT_ONCE)).isFalse();
    }

    @Test
    void servicesWithSchemasOfTheirOwnMeetAtTheSameGate() {
        Locks a = locks("a");
        Locks b = locks("b");
        Locks c = locks("c");

        assertThat(b.takeGate(AT_ONCE)).isTrue();
        assertThat(a.takeGate(AT_ONCE)).isFalse();
        assertThat(c.takeGate(AT_ONCE)).isFalse();
        b.leaveGate();
        assertThat(a.takeGate(AT_ONCE)).isTrue();
        assertThat(c.takeGate(AT_ONCE)).isFalse();
    }

    @Test
    void whoWaitsForABusyGateComesBackWithoutIt() {
        locks("a").takeGate(AT_ONCE);

        assertThat(locks("a").takeGate(Duration.ofMillis(100))).isFalse();
    }

    @Test
    void theGateIsFreeOnceItIsLeft() {
        Locks one = locks("a");
        Locks other = locks("a");
        one.takeGate(AT_ONCE);

        one.leaveGate();

        assertThat(other.takeGate(AT_ONCE)).isTrue();
        assertThat(one.takeGate(AT_ONCE)).isFalse();
    }

    @Test
    void theGateIsFreeOnceItsSessionIsClosed() {
        Participant one = participant("a");
        Locks other = locks("a");
        one.session().locks().takeGate(AT_ONCE);

        one.session().close();

        assertThat(other.takeGate(AT_ONCE)).isTrue();
    }

    @Test
    void theGateIsFreeOnceItsSessionIsCut() {
        Participant one = participant("a");
        Locks other = locks("a");
        one.session().locks().takeGate(AT_ONCE);

        one.cut();

        Awaitility.await().atMost(AT_MOST).until(() -> other.takeGate(Duration.ofMillis(100)));
    }

    @Test
    void whoHasTheGateHasItOnceHoweverOftenItIsTaken() {
        Locks one = locks("a");
        Locks other = locks("a");
        assertThat(one.takeGate(AT_ONCE)).isTrue();
        assertThat(one.takeGate(AT_ONCE)).isTrue();

        one.leaveGate();

        assertThat(other.takeGate(AT_ONCE)).isTrue();
    }

    @Test
    void anyNumberKeeps() {
        Locks a = locks("a");
        Locks b = locks("b");
        Locks c = locks("a");
        keep(a);
        keep(b);

        assertThat(othersKeep(c)).isTrue();
        stopKeeping(a);
        assertThat(othersKeep(c)).isTrue();
        stopKeeping(b);
        assertThat(othersKeep(c)).isFalse();
    }

    @Test
    void ownKeepingIsNotOthers() {
        Locks one = locks("a");
        Locks other = locks("a");
        keep(one);

        assertThat(othersKeep(one)).isFalse();
        keep(other);
        assertThat(othersKeep(one)).isTrue();
        assertThat(othersKeep(other)).isTrue();
    }

    @Test
    void whoKeepsKeepsOnceHoweverOften() {
        Locks one = locks("a");
        Locks other = locks("a");
        one.takeGate(AT_ONCE);
        one.keep();
        one.keep();

        one.stopKeeping();
        one.leaveGate();

        assertThat(othersKeep(other)).isFalse();
    }

    @Test
    void theKeeperLockOutlastsTheGate() {
        Locks one = locks("a");
        Locks other = locks("a");
        one.takeGate(AT_ONCE);
        one.keep();
        one.leaveGate();

        assertThat(other.takeGate(AT_ONCE)).isTrue();
        assertThat(other.othersKeep()).isTrue();
        assertThat(other.othersKeep()).as("asking changes nothing").isTrue();
    }

    @Test
    void theGateOutlastsTheKeeperLock() {
        Locks one = locks("a");
        Locks other = locks("a");
        keep(one);

        one.takeGate(AT_ONCE);
        one.stopKeeping();

        assertThat(other.takeGate(AT_ONCE)).isFalse();
        one.leaveGate();
        assertThat(othersKeep(other)).isFalse();
    }

    @Test
    void whoStoppedKeepingMayKeepAgain() {
        Locks one = locks("a");
        Locks other = locks("a");
        for (int round = 0; round < 3; round++) {
            keep(one);
            assertThat(othersKeep(other)).isTrue();
            stopKeeping(one);
            assertThat(othersKeep(other)).isFalse();
        }
    }

    @Test
    void whoIsGoneDoesNotKeep() {
        Participant closed = participant("a");
        Participant cut = participant("b");
        Locks other = locks("a");
        keep(closed.session().locks());
        keep(cut.session().locks());
        assertThat(othersKeep(other)).isTrue();

        closed.session().close();
        assertThat(othersKeep(other)).isTrue();
        cut.cut();

        Awaitility.await().atMost(AT_MOST).until(() -> !othersKeep(other));
    }

    @Test
    void whoIsGoneDoesNotKeepForWhoHasTheGateAlready() {
        Participant cut = participant("b");
        Locks other = locks("a");
        keep(cut.session().locks());
        other.takeGate(AT_ONCE);
        assertThat(other.othersKeep()).isTrue();

        cut.cut();

        Awaitility.await().atMost(AT_MOST).until(() -> !other.othersKeep());
        assertThat(other.othersKeep()).as("asked once more").isFalse();
    }

    @Test
    void whatIsNotHeldMayBeReleased() {
        Locks one = locks("a");

        assertThatCode(() -> {
                    one.leaveGate();
                    one.stopKeeping();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void releasingWhatIsNotHeldReleasesNobodyElses() {
        Locks one = locks("a");
        Locks other = locks("a");
        keep(one);
        one.takeGate(AT_ONCE);

        other.leaveGate();
        other.stopKeeping();

        assertThat(other.takeGate(AT_ONCE)).isFalse();
        one.leaveGate();
        assertThat(othersKeep(other)).isTrue();
    }

    @Test
    void whoWasCutLearnsThatItsSessionIsLost() {
        Participant one = participant("a");
        Locks locks = one.session().locks();
        locks.takeGate(AT_ONCE);
        locks.keep();

        one.cut();

        assertThatThrownBy(locks::othersKeep).isInstanceOf(SessionLostException.class);
        assertThatThrownBy(locks::stopKeeping).isInstanceOf(SessionLostException.class);
        assertThatThrownBy(locks::leaveGate).isInstanceOf(SessionLostException.class);
        assertThatThrownBy(() -> one.session().state()).isInstanceOf(SessionLostException.class);
    }

    @Test
    void whoWasCutBeforeItHeldAnythingLearnsItWithTheFirstLock() {
        Participant one = participant("a");
        one.cut();

        assertThatThrownBy(() -> one.session().locks().takeGate(AT_ONCE)).isInstanceOf(SessionLostException.class);
    }

    @Test
    void aSessionMayBeClosedTwiceAndAfterItWasCut() {
        Participant one = participant("a");
        one.session().locks().takeGate(AT_ONCE);
        one.cut();

        assertThatCode(() -> {
                    one.session().close();
                    one.session().close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aClosedSessionTakesNothing() {
        Participant one = participant("a");
        one.session().locks().takeGate(AT_ONCE);
        one.session().close();

        assertThatThrownBy(() -> one.session().locks().takeGate(AT_ONCE)).isInstanceOf(SessionLostException.class);
    }

    private static void keep(Locks locks) {
        assertThat(locks.takeGate(AT_ONCE)).isTrue();
        locks.keep();
        locks.leaveGate();
    }

    private static void stopKeeping(Locks locks) {
        assertThat(locks.takeGate(AT_ONCE)).isTrue();
        locks.stopKeeping();
        locks.leaveGate();
    }

    private static boolean othersKeep(Locks locks) {
        assertThat(locks.takeGate(AT_ONCE)).isTrue();
        try {
            return locks.othersKeep();
        } finally {
            locks.leaveGate();
        }
    }
}
