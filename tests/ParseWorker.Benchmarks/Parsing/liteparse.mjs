// Reads documents with LiteParse and says what it took: job as JSON on standard input, result as JSON on standard output.
// Two passes, as for our engine: the first one warms it up.
// OCR reads tesseract's model from the npm package of that name, which holds it compressed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const job = JSON.parse(readFileSync(0, 'utf8'))
const { LiteParse } = await import(job.package)
const models = mkdtempSync(join(tmpdir(), 'tessdata-'))
process.on('exit', () => rmSync(models, { recursive: true }))
if (job.ocrModel) writeFileSync(join(models, 'eng.traineddata'), gunzipSync(readFileSync(job.ocrModel)))
const parser = new LiteParse({
  outputFormat: 'markdown',
  imageMode: 'off',
  keepHeadersFooters: true,
  extractLinks: false,
  ocrEnabled: Boolean(job.ocrModel),
  tessdataPath: models,
  numWorkers: 1,
  quiet: true
})

async function pass () {
  let pages = 0
  const refused = {}
  for (const { path, output } of job.documents) {
    try {
      const result = await parser.parse(path)
      pages += result.totalPages ?? result.pages.length
      writeFileSync(output, result.text)
    } catch (error) {
      refused[path] = error.message
    }
  }
  return { pages, refused }
}

await pass()
const cpu = process.cpuUsage()
const began = process.hrtime.bigint()
const counts = await pass()
const used = process.cpuUsage(cpu)
const wallMs = Number(process.hrtime.bigint() - began) / 1e6
console.log(JSON.stringify({ ...counts, wallMs, cpuMs: (used.user + used.system) / 1000, peakKb: process.resourceUsage().maxRSS }))
