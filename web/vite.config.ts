import { defineConfig } from "vitest/config";

// Django reads the manifest that this build writes; see src/damai/look/README.md.
export default defineConfig({
  // Relative, so that chunks and the map's worker are found wherever Django serves static files from.
  base: "./",
  publicDir: false,
  build: {
    outDir: "../src/damai/look/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    // Old Android phones keep old browsers; the map alone asks for more.
    target: ["es2020", "chrome87", "firefox78", "safari14"],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        app: "app/index.ts",
        attendance: "islands/attendance/index.ts",
        "attendance-worker": "islands/attendance/worker.ts",
        boxes: "islands/boxes/index.ts",
        map: "islands/map/index.ts",
        minutes: "islands/minutes/index.ts",
        place: "islands/place/index.ts",
        puzzle: "islands/puzzle/index.ts",
        screen: "islands/screen/index.ts",
        sign: "islands/sign/index.ts",
        styles: "styles/index.css",
      },
    },
  },
  worker: { format: "es" },
  test: {
    environment: "happy-dom",
    include: ["app/**/*.test.ts", "islands/**/*.test.ts"],
  },
});
