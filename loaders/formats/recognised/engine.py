"""The engine that recognises characters: RapidOCR over ONNX Runtime, with the models that its wheel carries."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Quad = NDArray[np.float32]
"""The corners of a line: upper left, upper right, lower right, lower left, as its text runs."""

_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
_UPSIDE_DOWN = "180"


class Engine:
    """Finds lines on a picture and reads them, on one core."""

    @cached_property
    def _rapid(self) -> Any:
        import cv2
        import rapidocr

        cv2.setNumThreads(1)
        folder = Path(rapidocr.__file__).parent / "models"
        # A model that is named is never looked for elsewhere, least of all on the network.
        models = {f"{part}.model_path": str(folder / name) for part, name in _MODELS.items()}
        return rapidocr.RapidOCR(
            params={
                **models,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_type": "max",
                "Det.limit_side_len": 4096,
                "Global.max_side_len": 4096,
                "Global.text_score": 0.0,
                "Global.log_level": "critical",
            }
        )

    def quads(self, picture: Picture) -> list[Quad]:
        """Where the lines of a picture stand."""
        found = self._rapid(picture, use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [np.asarray(quad, np.float32) for quad in found.boxes]

    def is_upside_down(self, line: Picture) -> bool:
        """Whether a line stands on its head."""
        found = self._rapid(line, use_det=False, use_cls=True, use_rec=False)
        return bool(found.cls_res) and found.cls_res[0][0] == _UPSIDE_DOWN

    def read(self, line: Picture) -> list[tuple[str, float, float]]:
        """The characters of a line that print, each with how sure it is and at which share of the line it stands."""
        found = self._rapid(line, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0]:
            return []
        words = found.word_results[0]
        columns = [column for word in words.word_cols for column in word]
        width = max(words.line_txt_len, 1.0)
        printing = [
            (sign, sure) for sign, sure in zip(found.txts[0], words.confs, strict=True) if not sign.isspace()
        ]
        return [
            (sign, float(sure), (column + 0.5) / width)
            for (sign, sure), column in zip(printing, columns, strict=True)
        ]
