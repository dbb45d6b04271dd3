package io.weft.api;

import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.weft.api.destination.DestinationProto;
import io.weft.api.grpcroute.GrpcRouteProto;
import io.weft.api.httproute.HttpRouteProto;
import io.weft.api.httptypes.HttpTypesProto;
import io.weft.api.identity.IdentityProto;
import io.weft.api.inbound.InboundProto;
import io.weft.api.mesh.ServicesProto;
import io.weft.api.mesh.SplitsProto;
import io.weft.api.mesh.TlsOriginationProto;
import io.weft.api.mesh.WorkloadsProto;
import io.weft.api.meta.MetaProto;
import io.weft.api.net.NetProto;
import io.weft.api.opaqueroute.OpaqueRouteProto;
import io.weft.api.outbound.OutboundProto;
import io.weft.api.spiffe.SpiffeProto;
import io.weft.api.tap.TapProto;
import io.weft.api.tlsroute.TlsRouteProto;
import io.weft.api.transport.TransportProto;
import io.weft.api.viz.VizProto;
import io.weft.api.viznet.VizNetProto;
import io.weft.api.viztap.VizTapProto;
import io.weft.api.weftidentity.TrustBundleProto;
import io.weft.api.weftidentity.WorkloadTokensProto;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The API as protoc compiled it, told in wire facts. */
final class CompiledApi {
    static final List<FileDescriptor> FILES = List.of(
            DestinationProto.getDescriptor(),
            GrpcRouteProto.getDescriptor(),
            HttpRouteProto.getDescriptor(),
            HttpTypesProto.getDescriptor(),
            IdentityProto.getDescriptor(),
            InboundProto.getDescriptor(),
            MetaProto.getDescriptor(),
            NetProto.getDescriptor(),
            OpaqueRouteProto.getDescriptor(),
            OutboundProto.getDescriptor(),
            ServicesProto.getDescriptor(),
            SpiffeProto.getDescriptor(),
            SplitsProto.getDescriptor(),
            TapProto.getDescriptor(),
            TlsOriginationProto.getDescriptor(),
            TlsRouteProto.getDescriptor(),
            TransportProto.getDescriptor(),
            TrustBundleProto.getDescriptor(),
            VizNetProto.getDescriptor(),
            VizProto.getDescriptor(),
            VizTapProto.getDescriptor(),
            WorkloadTokensProto.getDescriptor(),
            WorkloadsProto.getDescriptor());

    private CompiledApi() {}

    static List<WireFact> facts() {
        return FILES.stream().flatMap(CompiledApi::factsOf).toList();
    }

    /** Every message, nested ones included; the hidden entry types of maps are not messages anyone wrote. */
    static Stream<Descriptor> messages() {
        return FILES.stream().flatMap(file -> file.getMessageTypes().stream()).flatMap(CompiledApi::withNested);
    }

    private static Stream<WireFact> factsOf(FileDescriptor file) {
        Stream<WireFact> messages =
                file.getMessageTypes().stream().flatMap(CompiledApi::withNested).flatMap(CompiledApi::factsOf);
        Stream<WireFact> enums = file.getEnumTypes().stream().flatMap(CompiledApi::factsOf);
        Stream<WireFact> methods = file.getServices().stream()
                .flatMap(service -> service.getMethods().stream())
                .map(CompiledApi::fact);
        return Stream.of(messages, enums, methods).flatMap(facts -> facts);
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        if (message.getOptions().getMapEntry()) {
            return Stream.empty();
        }
        return Stream.concat(
                Stream.of(message), message.getNestedTypes().stream().flatMap(CompiledApi::withNested));
    }

    private static Stream<WireFact> factsOf(Descriptor message) {
        String owner = message.getFullName();
        Stream<WireFact> fields = message.getFields().isEmpty()
                ? Stream.of(new WireFact.Empty(owner))
                : message.getFields().stream().map(CompiledApi::fact);
        Stream<String> reserved = Stream.concat(
                message.toProto().getReservedRangeList().stream().map(CompiledApi::range),
                message.toProto().getReservedNameList().stream());
        return Stream.of(
                        fields,
                        reserved.map(what -> new WireFact.Reserved(owner, what)),
                        message.getEnumTypes().stream().flatMap(CompiledApi::factsOf))
                .flatMap(facts -> facts);
    }

    private static Stream<WireFact> factsOf(EnumDescriptor type) {
        return type.getValues().stream()
                .map(value -> new WireFact.EnumValue(type.getFullName(), value.getNumber(), value.getName()));
    }

    private static WireFact fact(FieldDescriptor field) {
        OneofDescriptor oneof = field.getContainingOneof();
        return new WireFact.Field(
                field.getContainingType().getFullName(),
                field.getNumber(),
                field.getName(),
                field.isMapField() ? mapType(field.getMessageType()) : type(field),
                field.isRepeated() && !field.isMapField() ? "repeated" : "-",
                oneof == null ? "-" : oneof.getName());
    }

    private static WireFact fact(MethodDescriptor method) {
        return new WireFact.Method(
                method.getService().getFullName(),
                method.getName(),
                (method.isClientStreaming() ? "stream " : "")
                        + method.getInputType().getFullName(),
                (method.isServerStreaming() ? "stream " : "")
                        + method.getOutputType().getFullName());
    }

    private static String mapType(Descriptor entry) {
        return "map<" + type(entry.findFieldByName("key")) + "," + type(entry.findFieldByName("value")) + ">";
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String range(ReservedRange range) {
        int last = range.getEnd() - 1;
        return range.getStart() == last ? String.valueOf(last) : range.getStart() + " to " + last;
    }
}
