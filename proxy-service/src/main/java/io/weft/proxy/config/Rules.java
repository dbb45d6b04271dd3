package io.weft.proxy.config;

import static io.weft.proxy.config.Variables.*;

import io.weft.core.Authority;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.Variables.BackoffVariables;
import io.weft.proxy.config.Variables.Http2ServerVariables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold between variables. A variable that is wrong by itself was named already and is left out here. */
final class Rules {
    private final Values values;
    private final List<String> problems;
    private final List<String> warnings;

    private Rules(Values values, List<String> problems, List<String> warnings) {
        this.values = values;
        this.problems = problems;
        this.warnings = warnings;
    }

    static void check(Values values, List<String> problems, List<String> warnings) {
        Rules rules = new Rules(values, problems, warnings);
        rules.named(DESTINATION_SVC_ADDR, DESTINATION_SVC_NAME);
        rules.named(POLICY_SVC_ADDR, POLICY_SVC_NAME);
        rules.named(IDENTITY_SVC_ADDR, IDENTITY_SVC_NAME);
        rules.named(TRACE_COLLECTOR_SVC_ADDR, TRACE_COLLECTOR_SVC_NAME);
        rules.localName();
        rules.backoff(INBOUND_CONNECT_BACKOFF);
        rules.towardsControlPlaneOnly(INBOUND_CONNECT_BACKOFF);
        rules.backoff(OUTBOUND_CONNECT_BACKOFF);
        rules.backoff(IDENTITY_SPIRE_BACKOFF);
        rules.rising(CONTROL_STREAM_INITIAL_TIMEOUT, CONTROL_STREAM_IDLE_TIMEOUT);
        rules.rising(CONTROL_STREAM_INITIAL_TIMEOUT, CONTROL_STREAM_LIFETIME);
        rules.rising(CONTROL_STREAM_IDLE_TIMEOUT, CONTROL_STREAM_LIFETIME);
        rules.rising(IDENTITY_MIN_REFRESH, IDENTITY_MAX_REFRESH);
        rules.defaultPolicy();
        rules.pairs(INBOUND_SERVER_HTTP2);
        rules.pairs(OUTBOUND_SERVER_HTTP2);
    }

    private void named(Variable<Authority> address, Variable<WorkloadIdentity> name) {
        if (!values.isSet(name)
                && values.find(address)
                        .filter(found -> !ControlPlane.isLoopback(found))
                        .isPresent()) {
            problems.add(name.name() + " must be set, because " + address.name() + " is not a loopback address: "
                    + name.format().allowed());
        }
    }

    private void localName() {
        Optional<WorkloadIdentity> id = values.find(IDENTITY_SERVER_ID);
        Optional<WorkloadIdentity> name = values.find(IDENTITY_SERVER_NAME);
        boolean either = values.isSet(IDENTITY_SERVER_ID) && values.isSet(IDENTITY_SERVER_NAME);
        if (!values.isSet(IDENTITY_LOCAL_NAME) && !either) {
            problems.add(IDENTITY_LOCAL_NAME.name() + " must be set: the identity of this workload");
        }
        Optional<WorkloadIdentity> local = values.find(IDENTITY_LOCAL_NAME);
        if (differ(id, name) || differ(local, id) || differ(local, name)) {
            problems.add(IDENTITY_LOCAL_NAME.name() + ", " + IDENTITY_SERVER_ID.name() + " and "
                    + IDENTITY_SERVER_NAME.name() + " must be the same where they are set");
        }
    }

    private static boolean differ(Optional<WorkloadIdentity> one, Optional<WorkloadIdentity> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private void backoff(BackoffVariables group) {
        if (values.isSet(group.min()) != values.isSet(group.max())) {
            problems.add(group.min().name() + " and " + group.max().name() + " must be set both or neither");
            return;
        }
        rising(group.min(), group.max());
        if (values.find(group.max()).filter(Duration::isZero).isPresent()) {
            problems.add(group.max().name() + " must be above 0");
        }
    }

    /** Every request tries the application anew. */
    private void towardsControlPlaneOnly(BackoffVariables group) {
        Stream.of(group.min(), group.max(), group.jitter())
                .filter(values::isSet)
                .forEach(variable -> warnings.add(variable.name()
                        + " is set, but this version follows it only towards a control plane on loopback"));
    }

    private void rising(Variable<Duration> lesser, Variable<Duration> greater) {
        Optional<Duration> low = values.find(lesser);
        Optional<Duration> high = values.find(greater);
        if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
            problems.add(lesser.name() + " must not be above " + greater.name());
        }
    }

    private void defaultPolicy() {
        DefaultPolicy policy = values.get(INBOUND_DEFAULT_POLICY);
        if (!values.isSet(INBOUND_DEFAULT_POLICY)) {
            warnings.add(INBOUND_DEFAULT_POLICY.name() + " is not set; " + policy.word() + " applies");
        }
        if (policy.needsClusterNetworks() && !values.isSet(POLICY_CLUSTER_NETWORKS)) {
            problems.add(POLICY_CLUSTER_NETWORKS.name() + " must be set, because " + INBOUND_DEFAULT_POLICY.name()
                    + " is " + policy.word());
        }
    }

    private void pairs(Http2ServerVariables server) {
        pair(server.streamWindow(), server.connectionWindow());
        pair(server.keepAliveInterval(), server.keepAliveTimeout());
    }

    private void pair(Variable<?> one, Variable<?> other) {
        if (values.isSet(one) != values.isSet(other)) {
            Variable<?> set = values.isSet(one) ? one : other;
            Variable<?> unset = values.isSet(one) ? other : one;
            warnings.add(set.name() + " has no effect without " + unset.name());
        }
    }
}
