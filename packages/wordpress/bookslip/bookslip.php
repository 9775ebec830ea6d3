<?php
/**
 * Plugin Name:       Bookslip
 * Description:       Bookings on your own pages that answer with their invoice or their quote: a block, a shortcode, and a check of the settings.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 * Text Domain:       bookslip
 */

defined( 'ABSPATH' ) || exit;

const BOOKSLIP_OPTION = 'bookslip';

/** What the block and the shortcode may set, with what each value must look like. */
const BOOKSLIP_ATTRIBUTES = array(
	'tenant'      => '/^[a-z0-9][a-z0-9-]{0,62}$/',
	'service'     => '/^[a-z0-9][a-z0-9-]{0,62}$/',
	'resource'    => '/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/',
	'locale'      => '/^[a-z]{2}([-_][A-Za-z]{2})?$/',
	'theme'       => '/^(auto|light|dark)$/',
	'mode'        => '/^(inline|popup|floating|iframe)$/',
	'loading'     => '/^(lazy|eager)$/',
	'hour-cycle'  => '/^h(12|23)$/',
	'time-zone'   => '#^[A-Za-z_]+(/[A-Za-z_+-]+){0,2}$#',
	'button-text' => '/^[^<>]{1,60}$/u',
	'source'      => '/^[\w .-]{1,60}$/u',
);

/** The settings: address of the server, and whose services are offered. */
function bookslip_settings(): array {
	$stored = get_option( BOOKSLIP_OPTION, array() );
	return array_merge( array( 'base' => '', 'tenant' => '' ), is_array( $stored ) ? $stored : array() );
}

/** Scheme and host of an address, without anything behind; an empty text when it is none. Only https, or http on this very computer. */
function bookslip_origin( $address ): string {
	$parts = wp_parse_url( trim( (string) $address ) );
	$host  = $parts['host'] ?? '';
	$local = in_array( $host, array( 'localhost', '127.0.0.1' ), true );
	if ( '' === $host || ! in_array( $parts['scheme'] ?? '', $local ? array( 'http', 'https' ) : array( 'https' ), true ) ) {
		return '';
	}
	return $parts['scheme'] . '://' . $host . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

/** Keeps what is right of the posted settings, and says what is not. */
function bookslip_sanitize( $given ): array {
	$given  = is_array( $given ) ? $given : array();
	$base   = bookslip_origin( $given['base'] ?? '' );
	$tenant = trim( (string) ( $given['tenant'] ?? '' ) );
	if ( '' === $base ) {
		add_settings_error( BOOKSLIP_OPTION, 'base', __( 'Address: write the address of your Bookslip with https://, such as https://book.example.com.', 'bookslip' ) );
	}
	if ( ! preg_match( BOOKSLIP_ATTRIBUTES['tenant'], $tenant ) ) {
		add_settings_error( BOOKSLIP_OPTION, 'tenant', __( 'Tenant: write the short name that the dashboard shows under Embed, such as acme.', 'bookslip' ) );
		$tenant = '';
	}
	return array( 'base' => $base, 'tenant' => $tenant );
}

/** The widget as HTML: what block and shortcode put on the page. Values that cannot be right are left out. */
function bookslip_render( $given = array() ): string {
	$settings = bookslip_settings();
	$values   = array();
	foreach ( is_array( $given ) ? $given : array() as $name => $value ) {
		// Block attributes are written buttonText, those of a shortcode button-text.
		$name  = strtolower( preg_replace( '/([A-Z])/', '-$1', (string) $name ) );
		$value = trim( (string) $value );
		if ( isset( BOOKSLIP_ATTRIBUTES[ $name ] ) && preg_match( BOOKSLIP_ATTRIBUTES[ $name ], $value ) ) {
			$values[ $name ] = $value;
		}
	}
	$tenant = $values['tenant'] ?? $settings['tenant'];
	if ( '' === $settings['base'] || '' === $tenant ) {
		// Whoever can repair it is told; a visitor sees nothing broken.
		return current_user_can( 'edit_posts' )
			? '<p>' . esc_html__( 'Bookslip: the address or the tenant is missing. Set both under Settings > Bookslip.', 'bookslip' ) . '</p>'
			: '';
	}
	wp_enqueue_script( 'bookslip', $settings['base'] . '/w/v1.js', array(), null, true );
	$values = array_merge( $values, array( 'tenant' => $tenant ) );
	$html   = '';
	foreach ( $values as $name => $value ) {
		$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	$link = $settings['base'] . '/b/' . rawurlencode( $tenant ) . ( isset( $values['service'] ) ? '?service=' . rawurlencode( $values['service'] ) : '' );
	return sprintf( '<booking-widget%s><a href="%s">%s</a></booking-widget>', $html, esc_url( $link ), esc_html( $values['button-text'] ?? __( 'Book online', 'bookslip' ) ) );
}

/** Plug-ins that combine or delay scripts would take the script away from its server, where it finds all the rest. */
function bookslip_script_tag( $tag, $handle ): string {
	return 'bookslip' === $handle ? str_replace( ' src=', ' async data-cfasync="false" data-no-optimize="1" data-noptimize="1" data-no-minify="1" src=', $tag ) : $tag;
}

/**
 * Asks the server as a visitor's browser would, and says in one sentence what is right or wrong.
 *
 * @return array{ok: bool, text: string}
 */
function bookslip_check(): array {
	$settings = bookslip_settings();
	$site     = bookslip_site();
	if ( '' === $settings['base'] || '' === $settings['tenant'] ) {
		return array( 'ok' => false, 'text' => __( 'Write the address and the tenant first, and save.', 'bookslip' ) );
	}
	$answer = wp_remote_get(
		$settings['base'] . '/api/v1/' . rawurlencode( $settings['tenant'] ),
		array( 'timeout' => 8, 'redirection' => 0, 'headers' => array( 'Origin' => $site ) )
	);
	if ( is_wp_error( $answer ) ) {
		/* translators: 1: address of the server, 2: reason */
		return array( 'ok' => false, 'text' => sprintf( __( 'Address: %1$s does not answer (%2$s).', 'bookslip' ), $settings['base'], $answer->get_error_message() ) );
	}
	$status  = (int) wp_remote_retrieve_response_code( $answer );
	$allowed = wp_remote_retrieve_header( $answer, 'access-control-allow-origin' );
	$body    = json_decode( wp_remote_retrieve_body( $answer ), true );
	if ( 404 === $status ) {
		/* translators: 1: tenant, 2: address of the server */
		return array( 'ok' => false, 'text' => sprintf( __( 'Tenant: there is no "%1$s" at %2$s.', 'bookslip' ), $settings['tenant'], $settings['base'] ) );
	}
	if ( 403 === $status || ( 200 === $status && $site !== $allowed ) ) {
		/* translators: %s: origin of this site */
		return array( 'ok' => false, 'text' => sprintf( __( 'Allowed origins: add %s in the dashboard of Bookslip, or browsers will not show the widget here.', 'bookslip' ), $site ) );
	}
	if ( 200 !== $status || ! isset( $body['services'] ) || ! is_array( $body['services'] ) ) {
		/* translators: 1: address of the server, 2: HTTP status */
		return array( 'ok' => false, 'text' => sprintf( __( 'Address: %1$s is no Bookslip, or it has trouble at present (status %2$d).', 'bookslip' ), $settings['base'], $status ) );
	}
	/* translators: 1: name of the tenant, 2: number of services */
	return array( 'ok' => true, 'text' => sprintf( __( 'All is well: %1$s offers %2$d services on this site.', 'bookslip' ), $body['tenant']['name'] ?? $settings['tenant'], count( $body['services'] ) ) );
}

/** The origin under which browsers know this site. */
function bookslip_site(): string {
	$parts = wp_parse_url( home_url() );
	return $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

function bookslip_settings_page(): void {
	$settings = bookslip_settings();
	$asked    = isset( $_GET['check'] ) && check_admin_referer( 'bookslip-check' );
	$check    = $asked ? bookslip_check() : null;
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Bookslip', 'bookslip' ); ?></h1>
		<?php if ( $check ) : ?>
			<div class="notice notice-<?php echo $check['ok'] ? 'success' : 'error'; ?>" role="status"><p><?php echo esc_html( $check['text'] ); ?></p></div>
		<?php endif; ?>
		<form method="post" action="options.php">
			<?php settings_fields( BOOKSLIP_OPTION ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="bookslip-base"><?php esc_html_e( 'Address', 'bookslip' ); ?></label></th>
					<td><input id="bookslip-base" name="bookslip[base]" type="url" class="regular-text" required placeholder="https://book.example.com" value="<?php echo esc_attr( $settings['base'] ); ?>"></td>
				</tr>
				<tr>
					<th scope="row"><label for="bookslip-tenant"><?php esc_html_e( 'Tenant', 'bookslip' ); ?></label></th>
					<td><input id="bookslip-tenant" name="bookslip[tenant]" type="text" class="regular-text" required placeholder="acme" value="<?php echo esc_attr( $settings['tenant'] ); ?>"></td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
		<p><a class="button" href="<?php echo esc_url( wp_nonce_url( admin_url( 'options-general.php?page=bookslip&check=1' ), 'bookslip-check' ) ); ?>"><?php esc_html_e( 'Check', 'bookslip' ); ?></a></p>
		<p><?php esc_html_e( 'Put the block "Booking" on a page, or write the shortcode [booking].', 'bookslip' ); ?></p>
	</div>
	<?php
}

add_action( 'init', function () {
	add_shortcode( 'booking', 'bookslip_render' );
	register_block_type( __DIR__ . '/block', array( 'render_callback' => 'bookslip_render' ) );
} );
add_action( 'admin_init', function () {
	register_setting( BOOKSLIP_OPTION, BOOKSLIP_OPTION, array( 'type' => 'array', 'sanitize_callback' => 'bookslip_sanitize' ) );
} );
add_action( 'admin_menu', function () {
	add_options_page( 'Bookslip', 'Bookslip', 'manage_options', 'bookslip', 'bookslip_settings_page' );
} );
add_filter( 'script_loader_tag', 'bookslip_script_tag', 10, 2 );
