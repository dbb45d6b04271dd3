{{- /*
The control plane's own sidecars, which no webhook adds. What they are given is what injection gives to others; a test compares
the two (cli, ControlPlaneChartTest).
*/ -}}
{{- define "weft.proxyEnvironment" -}}
{{- $values := .root.Values -}}
{{- $ns := .root.Release.Namespace -}}
{{- $service := printf "%s.svc.%s." $ns $values.clusterDomain -}}
{{- $suffix := printf "serviceaccount.identity.%s.%s" $ns (include "weft.trustDomain" .root) -}}
{{- $destination := printf "linkerd-dst-headless.%s:8087" $service -}}
{{- if eq .component "destination" }}{{- $destination = "localhost.:8087" -}}{{- end -}}
{{- $identity := printf "linkerd-identity-headless.%s:8080" $service -}}
{{- if eq .component "identity" }}{{- $identity = "localhost.:8080" -}}{{- end -}}
{{- range $name, $path := dict "_pod_name" "metadata.name" "_pod_ns" "metadata.namespace" "_pod_uid" "metadata.uid" "_pod_ip" "status.podIP" "_pod_nodeName" "spec.nodeName" "_pod_sa" "spec.serviceAccountName" "LINKERD2_PROXY_INBOUND_IPS" "status.podIPs" }}
- name: {{ $name }}
  valueFrom:
    fieldRef:
      fieldPath: {{ $path }}
{{- end }}
- name: LINKERD2_PROXY_IDENTITY_TRUST_ANCHORS
  valueFrom:
    configMapKeyRef:
      key: ca-bundle.crt
      name: linkerd-identity-trust-roots
{{- $every := ternary "0.0.0.0" "[::]" $values.disableIPv6 -}}
{{- $vars := dict
  "_pod_containerName" "linkerd-proxy"
  "_l5d_ns" $ns
  "_l5d_trustdomain" (include "weft.trustDomain" .root)
  "CORES" $values.proxy.runtime.workers.minimum
  "CORES_MIN" $values.proxy.runtime.workers.minimum
  "SHUTDOWN_ENDPOINT_ENABLED" $values.proxy.enableShutdownEndpoint
  "LOG" (printf "%s%s" $values.proxy.logLevel (ternary "" ",[{headers}]=off,[{request}]=off" (eq $values.proxy.logHTTPHeaders "insecure")))
  "LOG_FORMAT" $values.proxy.logFormat
  "DESTINATION_SVC_ADDR" $destination
  "DESTINATION_PROFILE_NETWORKS" $values.clusterNetworks
  "DESTINATION_PROFILE_SUFFIXES" (ternary "." (printf "svc.%s." $values.clusterDomain) $values.proxy.enableExternalProfiles)
  "DESTINATION_CONTEXT" "{\"ns\":\"$(_pod_ns)\", \"nodeName\":\"$(_pod_nodeName)\", \"pod\":\"$(_pod_name)\"}\n"
  "POLICY_SVC_ADDR" $destination
  "POLICY_WORKLOAD" "{\"ns\":\"$(_pod_ns)\", \"pod\":\"$(_pod_name)\"}\n"
  "INBOUND_DEFAULT_POLICY" "all-unauthenticated"
  "POLICY_CLUSTER_NETWORKS" $values.clusterNetworks
  "CONTROL_STREAM_INITIAL_TIMEOUT" $values.proxy.control.streams.initialTimeout
  "CONTROL_STREAM_IDLE_TIMEOUT" $values.proxy.control.streams.idleTimeout
  "CONTROL_STREAM_LIFETIME" $values.proxy.control.streams.lifetime
  "INBOUND_CONNECT_TIMEOUT" $values.proxy.inboundConnectTimeout
  "OUTBOUND_CONNECT_TIMEOUT" $values.proxy.outboundConnectTimeout
  "OUTBOUND_DISCOVERY_IDLE_TIMEOUT" $values.proxy.outboundDiscoveryCacheUnusedTimeout
  "INBOUND_DISCOVERY_IDLE_TIMEOUT" $values.proxy.inboundDiscoveryCacheUnusedTimeout
  "CONTROL_LISTEN_ADDR" (printf "%s:%v" $every $values.proxy.ports.control)
  "ADMIN_LISTEN_ADDR" (printf "%s:%v" $every $values.proxy.ports.admin)
  "OUTBOUND_LISTEN_ADDR" (printf "127.0.0.1:%v" $values.proxy.ports.outbound)
  "OUTBOUND_LISTEN_ADDRS" (ternary (printf "127.0.0.1:%v" $values.proxy.ports.outbound) (printf "127.0.0.1:%v,[::1]:%v" $values.proxy.ports.outbound $values.proxy.ports.outbound) $values.disableIPv6)
  "INBOUND_LISTEN_ADDR" (printf "%s:%v" $every $values.proxy.ports.inbound)
  "INBOUND_PORTS" .ports
  "INBOUND_ACCEPT_KEEPALIVE" "10000ms"
  "OUTBOUND_CONNECT_KEEPALIVE" "10000ms"
  "INBOUND_ACCEPT_USER_TIMEOUT" "30s"
  "OUTBOUND_CONNECT_USER_TIMEOUT" "30s"
  "OUTBOUND_METRICS_HOSTNAME_LABELS" $values.proxy.metrics.hostnameLabels
  "INBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL" $values.proxy.inbound.server.http2.keepAliveInterval
  "INBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT" $values.proxy.inbound.server.http2.keepAliveTimeout
  "OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL" $values.proxy.outbound.server.http2.keepAliveInterval
  "OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT" $values.proxy.outbound.server.http2.keepAliveTimeout
  "INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION" (ternary (printf "8443,%s" $values.proxy.opaquePorts) $values.proxy.opaquePorts (eq .component "proxy-injector"))
  "IDENTITY_DIR" "/var/run/linkerd/identity/end-entity"
  "IDENTITY_TOKEN_FILE" "/var/run/secrets/tokens/linkerd-identity-token"
  "IDENTITY_SVC_ADDR" $identity
  "IDENTITY_LOCAL_NAME" (printf "$(_pod_sa).$(_pod_ns).%s" $suffix)
  "IDENTITY_SVC_NAME" (printf "linkerd-identity.%s.%s" $ns $suffix)
  "DESTINATION_SVC_NAME" (printf "linkerd-destination.%s.%s" $ns $suffix)
  "POLICY_SVC_NAME" (printf "linkerd-destination.%s.%s" $ns $suffix) -}}
{{- if eq .component "identity" }}{{- $_ := set $vars "INBOUND_PORTS_REQUIRE_TLS" "8080" -}}{{- end -}}
{{- range $name, $value := $vars }}
- name: {{ if hasPrefix "_" $name }}{{ $name }}{{ else }}LINKERD2_PROXY_{{ $name }}{{ end }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- include "weft.moreEnvironment" $values.proxy }}
{{- end -}}

{{- define "weft.proxy" -}}
name: linkerd-proxy
image: {{ .root.Values.proxy.image.name }}:{{ .root.Values.proxy.image.version | default (include "weft.version" .root) }}
imagePullPolicy: {{ .root.Values.proxy.image.pullPolicy | default .root.Values.imagePullPolicy }}
env:
  {{- include "weft.proxyEnvironment" . | nindent 2 }}
ports:
  - containerPort: {{ .root.Values.proxy.ports.inbound }}
    name: linkerd-proxy
  - containerPort: {{ .root.Values.proxy.ports.admin }}
    name: linkerd-admin
livenessProbe:
  httpGet:
    path: /live
    port: {{ .root.Values.proxy.ports.admin }}
  {{- toYaml .root.Values.proxy.livenessProbe | nindent 2 }}
readinessProbe:
  httpGet:
    path: /ready
    port: {{ .root.Values.proxy.ports.admin }}
  {{- toYaml .root.Values.proxy.readinessProbe | nindent 2 }}
{{- if .native }}
startupProbe:
  httpGet:
    path: /ready
    port: {{ .root.Values.proxy.ports.admin }}
  {{- toYaml .root.Values.proxy.startupProbe | nindent 2 }}
restartPolicy: Always
{{- end }}
securityContext:
  {{- if .root.Values.proxy.securityContext }}
  {{- toYaml .root.Values.proxy.securityContext | nindent 2 }}
  {{- else }}
  allowPrivilegeEscalation: false
  capabilities:
    drop:
      - ALL
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  runAsUser: {{ .root.Values.proxy.uid }}
  {{- if ge (int .root.Values.proxy.gid) 0 }}
  runAsGroup: {{ .root.Values.proxy.gid }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
  {{- end }}
terminationMessagePolicy: FallbackToLogsOnError
{{- include "weft.proxyResources" .root }}
volumeMounts:
  - mountPath: /var/run/linkerd/identity/end-entity
    name: linkerd-identity-end-entity
  - mountPath: /var/run/secrets/tokens
    name: linkerd-identity-token
{{- end -}}

{{- define "weft.proxyInit" -}}
{{- $init := .Values.proxyInit -}}
name: linkerd-init
image: {{ .Values.proxy.image.name }}:{{ .Values.proxy.image.version | default (include "weft.version" .) }}
imagePullPolicy: {{ .Values.proxy.image.pullPolicy | default .Values.imagePullPolicy }}
command:
  - /usr/lib/weft/proxy-init
args:
  {{- if eq $init.iptablesMode "nft" }}
  - --firewall-bin-path
  - iptables-nft
  - --firewall-save-bin-path
  - iptables-nft-save
  {{- end }}
  {{- if .Values.disableIPv6 }}
  - --ipv6=false
  {{- end }}
  - --incoming-proxy-port
  - {{ .Values.proxy.ports.inbound | quote }}
  - --outgoing-proxy-port
  - {{ .Values.proxy.ports.outbound | quote }}
  - --proxy-uid
  - {{ .Values.proxy.uid | quote }}
  {{- if ge (int .Values.proxy.gid) 0 }}
  - --proxy-gid
  - {{ .Values.proxy.gid | quote }}
  {{- end }}
  - --inbound-ports-to-ignore
  - {{ printf "%v,%v,%s" .Values.proxy.ports.control .Values.proxy.ports.admin $init.ignoreInboundPorts | trimSuffix "," | quote }}
  - --outbound-ports-to-ignore
  - {{ printf "%s,%s" $init.kubeAPIServerPorts $init.ignoreOutboundPorts | trimSuffix "," | quote }}
  {{- with $init.logFormat }}
  - --log-format
  - {{ . }}
  {{- end }}
  {{- with $init.logLevel }}
  - --log-level
  - {{ . }}
  {{- end }}
  {{- with $init.skipSubnets }}
  - --subnets-to-ignore
  - {{ . | quote }}
  {{- end }}
{{- include "weft.proxyResources" . }}
securityContext:
  allowPrivilegeEscalation: {{ $init.privileged }}
  capabilities:
    add:
      - NET_ADMIN
      - NET_RAW
    drop:
      - ALL
  privileged: {{ $init.privileged }}
  readOnlyRootFilesystem: true
  runAsGroup: {{ ternary 0 $init.runAsGroup $init.runAsRoot }}
  runAsNonRoot: {{ not $init.runAsRoot }}
  runAsUser: {{ ternary 0 $init.runAsUser $init.runAsRoot }}
  seccompProfile:
    type: RuntimeDefault
terminationMessagePolicy: FallbackToLogsOnError
volumeMounts:
  - mountPath: {{ $init.xtMountPath.mountPath }}
    name: {{ $init.xtMountPath.name }}
{{- end -}}

{{- define "weft.networkValidator" -}}
{{- $look := .Values.networkValidator -}}
name: linkerd-network-validator
image: {{ .Values.proxy.image.name }}:{{ .Values.proxy.image.version | default (include "weft.version" .) }}
imagePullPolicy: {{ .Values.proxy.image.pullPolicy | default .Values.imagePullPolicy }}
command:
  - /usr/lib/weft/network-validator
args:
  - --log-format
  - {{ $look.logFormat }}
  - --log-level
  - {{ $look.logLevel }}
  - --connect-addr
  - {{ $look.connectAddr | default (ternary "1.1.1.1:20001" "[fd00::1]:20001" .Values.disableIPv6) | quote }}
  - --listen-addr
  - {{ $look.listenAddr | default (printf "%s:%v" (ternary "0.0.0.0" "[::]" .Values.disableIPv6) .Values.proxy.ports.outbound) | quote }}
  - --timeout
  - {{ $look.timeout }}
{{- include "weft.proxyResources" . }}
securityContext:
  {{- toYaml $look.securityContext | nindent 2 }}
terminationMessagePolicy: FallbackToLogsOnError
{{- end -}}

{{- /* What stands before the sidecar: who sets the redirect rules, or who looks whether a CNI plugin has. */ -}}
{{- define "weft.redirection" -}}
{{- if .Values.cniEnabled }}{{ include "weft.networkValidator" . }}{{ else }}{{ include "weft.proxyInit" . }}{{ end -}}
{{- end -}}

{{- define "weft.proxyVolumes" -}}
{{- if not .Values.cniEnabled }}
- emptyDir: {}
  name: {{ .Values.proxyInit.xtMountPath.name }}
{{- end }}
- emptyDir:
    medium: Memory
  name: linkerd-identity-end-entity
- name: linkerd-identity-token
  projected:
    sources:
      - serviceAccountToken:
          audience: identity.l5d.io
          expirationSeconds: 86400
          path: linkerd-identity-token
{{- end -}}
