# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.dataset import Dataset
from ...models.error import Error


def get_dataset(dataset_id: str) -> Request[Dataset]:
    """Retrieve a dataset.

    Returns the name of a dataset and its languages. A public dataset needs no key, a locked
    one does.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#get-a-dataset-information-record),
    [KASKO Data
    API](https://docs.kasko.io/kasko-api-documentation/rest-api/data-api#get-a-dataset-information-record).

    Args:
        dataset_id: KASKO's id of the dataset. Opaque.

    Returns:
        Dataset: The requested dataset.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_dataset",
        method="GET",
        template="/datasets/{datasetId}",
        path=f"/datasets/{path_segment('dataset_id', dataset_id)}",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        headers={"Accept": "application/json"},
        returns={"200": Dataset},
        errors={"default": Error},
    )
