# 诉达服务。角色由环境变量 ROLE 决定：web、worker、all。
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY handlers handlers
COPY jobs jobs
COPY config config
RUN npx tsc -p tsconfig.build.json && npm prune --omit=dev --no-audit --no-fund \
  # Documents are printed in two weights of the font; the others are most of its size.
  && find node_modules/@expo-google-fonts -name '*.ttf' ! -name '*_400Regular.ttf' ! -name '*_500Medium.ttf' -delete

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY config/*.yaml config/
USER node
EXPOSE 3000
# Only the process itself: with its stores away it is not ready, but restarting it would not help.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A small young generation: on Node 24 a busy web stays at half the memory (docs/performance.md).
CMD ["node", "--max-semi-space-size=8", "dist/src/main.js"]
