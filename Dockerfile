# One image for every role; docker-compose.yml says who does what. It runs as the user 1000 and writes to /data and /tmp only.
# Where Docker Hub is out of reach: docker build --build-arg NODE_IMAGE=registry.example/node:22-bookworm-slim .
ARG NODE_IMAGE=node:22-bookworm-slim

# What bundles the program is needed for building alone.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY tools ./tools
COPY src ./src
RUN npm run build

# No package of ours needs an install script: what is native comes compiled.
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE} AS runtime
LABEL org.opencontainers.image.title="Qunliban" org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data HOME=/data
WORKDIR /app
RUN mkdir -m 0700 /data && chown 1000:1000 /data
COPY package.json LICENSE ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY config ./config
COPY prompts ./prompts
COPY src/console ./src/console
COPY --from=build /app/dist ./dist
USER 1000:1000
VOLUME ["/data"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The program ends by itself, in good order, on SIGTERM; docker-compose.yml puts an init before it (init: true).
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
