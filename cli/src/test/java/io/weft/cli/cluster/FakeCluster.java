package io.weft.cli.cluster;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A cluster that holds what a test put into it. */
public final class FakeCluster implements Cluster {
    private final List<ClusterObject> objects = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> doors = new ArrayList<>();
    private String version = "v1.34.1";
    private final List<String> forwarded = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private byte[] postAnswer = {};
    private int postStatus = 404;
    private int listening;
    private boolean closed;

    /** As {@code kubectl apply}: what is there already is replaced. */
    public FakeCluster apply(String manifests) {
        KubernetesYaml.read(manifests).forEach(this::apply);
        return this;
    }

    public FakeCluster apply(JsonNode manifest) {
        ClusterObject object = new ClusterObject(manifest);
        objects.removeIf(each ->
                each.text("/kind").equals(object.text("/kind")) && each.title().equals(object.title()));
        objects.add(object);
        return this;
    }

    public FakeCluster remove(String kind, String name) {
        objects.removeIf(each -> each.text("/kind").equals(kind) && each.name().equals(name));
        return this;
    }

    /** Lets a test change an object that is there. */
    public FakeCluster change(String kind, String name, Consumer<ObjectNode> change) {
        List<ClusterObject> found = objects.stream()
                .filter(each -> each.text("/kind").equals(kind) && each.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("there is no " + kind + " " + name);
        }
        found.forEach(each -> change.accept((ObjectNode) each.json()));
        return this;
    }

    public FakeCluster version(String text) {
        version = text;
        return this;
    }

    /** From now on the user may not do this to that resource anywhere. */
    public FakeCluster refuse(String verb, String resource) {
        refused.add(verb + " " + resource);
        return this;
    }

    /** What a pod's port answers. */
    public FakeCluster answer(String pod, int port, String path, String body) {
        answers.put(pod + ":" + port + path, body);
        return this;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public String version() {
        if (version.isEmpty()) {
            throw new MachineException("the cluster cannot be asked: Connection refused");
        }
        return version;
    }

    @Override
    public String currentNamespace() {
        return "default";
    }

    @Override
    public Optional<ClusterObject> get(ClusterKind kind, String namespace, String name) {
        return list(kind, namespace, "").stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    @Override
    public List<ClusterObject> list(ClusterKind kind, String namespace, String selector) {
        return new ManifestCluster(objects.stream().map(ClusterObject::json).toList()).list(kind, namespace, selector);
    }

    @Override
    public boolean may(Action action, String namespace) {
        return !refused.contains(action.verb() + " " + action.resource());
    }

    @Override
    public String fetch(ClusterObject pod, int port, String path) {
        String body = answers.get(pod.name() + ":" + port + path);
        if (body == null) {
            throw new MachineException("port " + port + " of pod " + pod.title() + " does not answer");
        }
        return body;
    }

    /** Answers as {@link #answer} was told to whoever shows a {@link #token}; others are unknown. */
    @Override
    public InNamespace.Response ask(ClusterObject pod, String path, Door door) {
        doors.add(door.name() + " " + door.trusted());
        return door.token().startsWith("token of linkerd/")
                ? new InNamespace.Response(200, fetch(pod, door.port(), path))
                : new InNamespace.Response(403, "{\"error\": \"not yours\"}");
    }

    /** Whom {@link #ask} was told to expect, and by which certificates. */
    public List<String> doors() {
        return doors;
    }

    @Override
    public void post(String path, byte[] body, AnswerReader answer) {
        posted.add(path);
        try {
            answer.read(postStatus, new ByteArrayInputStream(postAnswer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String token(String namespace, String account, String audience, int seconds) {
        String made = namespace + "/" + account + " for " + audience;
        tokens.add(made + ", " + seconds + " s");
        return (account.equals("stranger") ? "" : "token of ") + made;
    }

    /** Which tokens were made. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** What is answered to everything that is posted. */
    public FakeCluster answerPosts(int status, byte[] body) {
        postStatus = status;
        postAnswer = body.clone();
        return this;
    }

    /** Where something was posted. */
    public List<String> posted() {
        return List.copyOf(posted);
    }

    /** To port 8084 of a pod leads whatever listens at {@link #listening}. */
    @Override
    public Forward forward(ClusterObject pod, int port, InetAddress address, int local) {
        forwarded.add(pod.title() + ":" + port + " at " + address.getHostAddress() + ":" + local);
        return new Forward() {
            @Override
            public int port() {
                return listening;
            }

            @Override
            public void close() {
                forwarded.add("closed");
            }
        };
    }

    /** Which ports were forwarded, and that they were closed. */
    public List<String> forwarded() {
        return List.copyOf(forwarded);
    }

    public FakeCluster listening(int port) {
        listening = port;
        return this;
    }

    @Override
    public void close() {
        closed = true;
    }
}
