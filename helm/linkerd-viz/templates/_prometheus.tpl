{{- /* What is scraped, and under which labels: viz, 2. A test holds docs/prometheus/kubernetes.yml against it. */ -}}
{{- define "viz.prometheus.configuration" -}}
{{- $config := .Values.prometheus -}}
global:
  {{- toYaml $config.globalConfig | nindent 2 }}
{{- with $config.ruleConfigMapMounts }}
rule_files:
  {{- range . }}
  - /etc/prometheus/{{ .subPath }}
  {{- end }}
{{- end }}
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ["localhost:9090"]

  # CPU, memory, network and file systems of containers, through the API server.
  - job_name: kubernetes-nodes-cadvisor
    scheme: https
    tls_config:
      ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    authorization:
      credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token
    kubernetes_sd_configs:
      - role: node
    relabel_configs:
      - action: labelmap
        regex: __meta_kubernetes_node_label_(.+)
      - target_label: __address__
        replacement: kubernetes.default.svc:443
      - source_labels: [__meta_kubernetes_node_name]
        regex: (.+)
        target_label: __metrics_path__
        replacement: /api/v1/nodes/$1/proxy/metrics/cadvisor
    metric_relabel_configs:
      - source_labels: [__name__]
        regex: (container|machine)_(cpu|memory|network|fs)_(.+)
        action: keep
      - source_labels: [__name__]
        regex: container_memory_failures_total
        action: drop

  - job_name: linkerd-controller
    kubernetes_sd_configs:
      - role: pod
        namespaces:
          names:
            - {{ .Values.linkerdNamespace }}
            - {{ .Release.Namespace }}
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_container_port_name]
        action: keep
        regex: (.*)admin
      - source_labels: [__meta_kubernetes_pod_container_port_name]
        action: drop
        regex: linkerd-admin
      - source_labels: [__meta_kubernetes_pod_container_name]
        target_label: component

  - job_name: linkerd-multicluster-controller
    kubernetes_sd_configs:
      - role: pod
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_label_component, __meta_kubernetes_pod_container_port_name]
        action: keep
        regex: (linkerd-service-mirror|controller);(.*)-admin
      - source_labels: [__meta_kubernetes_pod_container_port_name]
        action: drop
        regex: linkerd-admin
      - source_labels: [__meta_kubernetes_pod_container_name]
        target_label: component

  - job_name: linkerd-proxy
    kubernetes_sd_configs:
      - role: pod
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_phase]
        action: keep
        regex: Pending|Running
      - source_labels:
          - __meta_kubernetes_pod_container_name
          - __meta_kubernetes_pod_container_port_name
          - __meta_kubernetes_pod_label_linkerd_io_control_plane_ns
        action: keep
        regex: linkerd-proxy;linkerd-admin;{{ .Values.linkerdNamespace }}
      - source_labels: [__meta_kubernetes_namespace]
        target_label: namespace
      - source_labels: [__meta_kubernetes_pod_name]
        target_label: pod
      # `job` is Prometheus' own.
      - source_labels: [__meta_kubernetes_pod_label_linkerd_io_proxy_job]
        target_label: k8s_job
      - action: labeldrop
        regex: __meta_kubernetes_pod_label_linkerd_io_proxy_job
      # linkerd.io/proxy-deployment becomes deployment, and so on for each kind of owner.
      - action: labelmap
        regex: __meta_kubernetes_pod_label_linkerd_io_proxy_(.+)
      - action: labeldrop
        regex: __meta_kubernetes_pod_label_linkerd_io_proxy_(.+)
      # Of the others control_plane_ns, workload_ns and their like.
      - action: labelmap
        regex: __meta_kubernetes_pod_label_linkerd_io_(.+)
      - action: labeldrop
        regex: __meta_kubernetes_pod_label_linkerd_io_(.+)
      # And all others, under their own names.
      - action: labelmap
        regex: __meta_kubernetes_pod_label_(.+)
    {{- with $config.metricRelabelConfigs }}
    metric_relabel_configs:
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- with $config.scrapeConfigs }}
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if or $config.alertmanagers $config.alertRelabelConfigs }}
alerting:
  {{- with $config.alertRelabelConfigs }}
  alert_relabel_configs:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $config.alertmanagers }}
  alertmanagers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- with $config.remoteWrite }}
remote_write:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
