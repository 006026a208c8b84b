"""The tree of addresses is the tree of folders under surfaces/."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("siban.surfaces.desk.urls")),
    path("office/", include("siban.surfaces.office.urls")),
    path("console/", include("siban.surfaces.console.urls")),
    path("api/", include("siban.surfaces.api.urls")),
    path("", include("siban.surfaces.ui.urls")),
    path("", include("siban.surfaces.portal.urls")),
]
handler400 = "siban.surfaces.ui.errors.bad_request"
handler403 = "siban.surfaces.ui.errors.forbidden"
handler404 = "siban.surfaces.ui.errors.not_found"
handler500 = "siban.surfaces.ui.errors.server_error"
