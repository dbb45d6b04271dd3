import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Nothing is inlined: the page's content policy allows neither inline scripts nor data: addresses.
export default defineConfig({
  plugins: [react()],
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:8084" } },
});
