#!/usr/bin/env node
void require('../dist/chunks/start.js').start();
